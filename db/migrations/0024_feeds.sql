set role palermo_definer;

-- A person's own calendar of due times, for a calendar program that cannot sign in: how many and when, and nothing else.
create table app.calendar_feeds (
  person_id uuid primary key,
  -- Of the secret in its address only the hash is kept: nobody who reads this table can read the calendar.
  secret_hash bytea not null,
  made_at timestamptz not null default app.now(),
  -- An address that nobody remembers goes dead by itself.
  expires_at timestamptz not null
);
create index calendar_feeds_secret_hash on app.calendar_feeds (secret_hash);

-- Which programs read it: whoever sees one that is not theirs knows that the address was stolen.
create table app.feed_readers (
  person_id uuid not null,
  program text not null check (program in ('google', 'apple', 'outlook', 'thunderbird', 'other')),
  first_at timestamptz not null default app.now(),
  last_at timestamptz not null default app.now(),
  reads integer not null default 1,
  primary key (person_id, program)
);

reset role;
