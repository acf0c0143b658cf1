set role palermo_definer;

-- An administrator adds a day off that was proclaimed, or takes away one that was none; what stands is counted again.
create table app.holiday_changes (
  id uuid primary key,
  calendar text not null,
  on_date date not null,
  change text not null check (change in ('added', 'removed')),
  name text not null,
  -- Where it was proclaimed, or why it is none.
  source text not null,
  actor_id uuid not null,
  at timestamptz not null default app.now(),
  -- By the real clock: until every process has read the calendar afresh, a clock may still be started under the old one.
  said_at timestamptz not null default clock_timestamp(),
  -- Null until the clocks that stood have been counted again, by a worker.
  recounted_at timestamptz,
  moved integer not null default 0,
  reached uuid,
  last_pass boolean
);
create index holiday_changes_calendar on app.holiday_changes (calendar, on_date);
create index holiday_changes_pending on app.holiday_changes (said_at) where recounted_at is null;

reset role;
