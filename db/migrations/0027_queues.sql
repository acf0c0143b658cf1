set role palermo_definer;

-- What waits to be done without a request, and when each round of the workers was last done: for administrators, in
-- counts and times alone.
create table app.rounds (
  name text primary key,
  -- How often it is meant to come round.
  every_seconds integer not null check (every_seconds > 0),
  -- When it last ended well; null: never yet.
  done_at timestamptz,
  failed_at timestamptz,
  -- In a row, since it last ended well.
  failures integer not null default 0
);

reset role;
