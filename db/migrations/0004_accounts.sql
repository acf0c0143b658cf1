set role palermo_definer;

create table app.people (
  id uuid primary key,
  version integer not null default 1,
  agency_id uuid not null references app.agencies,
  name text not null,
  email text not null check (email = lower(email)),
  function text not null check (function in ('officer','caseworker','counsellor','lawyer','investigator','prosecutor','supervisor','head','lead','administrator','auditor','integrity-officer')),
  phone text,
  locale text not null default 'en',
  zone text not null default 'UTC',
  disabled_at timestamptz,
  created_at timestamptz not null default app.now()
);
create unique index people_email on app.people (email);
create index people_agency_id on app.people (agency_id);
create index people_name on app.people (name, id);

-- Passwords stand apart: no process that answers requests can read them, only the sign-in login can, one at a time.
create table authz.credentials (
  person_id uuid primary key references app.people,
  hash text not null,
  changed_at timestamptz not null default now()
);

create table authz.sessions (
  id uuid primary key,
  secret_hash bytea not null,
  refresh_hash bytea not null,
  previous_refresh_hash bytea,
  refreshed_at timestamptz not null default now(),
  person_id uuid not null references app.people,
  agency_id uuid not null references app.agencies,
  sector text not null,
  function text not null,
  device text not null default '',
  started_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  -- Moved on with each refresh: a session that nobody uses ends by itself.
  idle_until timestamptz not null default now() + interval '30 minutes'
);
create unique index sessions_secret_hash on authz.sessions (secret_hash);
create index sessions_person_id on authz.sessions (person_id);
create index sessions_agency_id on authz.sessions (agency_id);
create index sessions_expires_at on authz.sessions (expires_at);

-- What the installation says of sessions: how long one lasts without use and at all, and how many one person has at once.
create table authz.session_limits (
  only_row boolean primary key default true check (only_row),
  idle interval not null default '30 minutes' check (idle between interval '5 minutes' and interval '12 hours'),
  longest interval not null default '10 hours' check (longest between interval '30 minutes' and interval '24 hours'),
  most smallint not null default 3 check (most between 1 and 20)
);
insert into authz.session_limits default values;

-- Invitation and reset by mail: a link that works once, for a while, for whoever has the mailbox.
create table authz.links (
  id uuid primary key,
  person_id uuid not null references app.people,
  purpose text not null check (purpose in ('invitation', 'reset')),
  asked_at timestamptz not null default now(),
  -- From the last time it was sent.
  expires_at timestamptz,
  used_at timestamptz,
  -- Used, replaced by a newer one, or overtaken by another way to a password.
  ended_at timestamptz
);
create index links_person_id on authz.links (person_id, asked_at);

-- The token is made when the letter is sent and stands in that letter alone; here is its hash. A letter that is sent again
-- has another one, and any of them uses the link up.
create table authz.link_tokens (
  hash bytea primary key,
  link_id uuid not null references authz.links
);
create index link_tokens_link_id on authz.link_tokens (link_id);

-- Who asks for a new password is told the same, known or not, and it costs the same: one row. The worker looks afterwards
-- whether anybody has this address, and forgets it.
create table authz.link_requests (
  id bigint generated always as identity primary key,
  address bytea not null,
  email text,
  at timestamptz not null default now()
);
create index link_requests_address on authz.link_requests (address, at);
create index link_requests_at on authz.link_requests (at);
create index link_requests_open on authz.link_requests (id) where email is not null;

-- Sessions: what their owner is told, and may know, of them.

-- Devices that somebody has signed in on, by what the browser says of itself; forgotten after a year without use.
create table authz.known_devices (
  person_id uuid not null references app.people,
  device text not null,
  seen_at timestamptz not null default now(),
  primary key (person_id, device)
);

-- Attempts to sign in are counted before the secret is checked, so that many at once are not many free guesses.

-- Makes what is kept of a network useless to whoever has only a copy of one table.
create table authz.pepper (
  only_row boolean primary key default true check (only_row),
  secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);
insert into authz.pepper default values;

-- Attempts that failed or are under way: of an address from a network, of an address from anywhere, from a network for any address
-- (an empty side stands for all). Addresses that nobody has are counted alike. Neither address nor network is kept in clear,
-- and nothing after a day.
create table authz.failed_attempts (
  address bytea not null,
  network bytea not null,
  failures integer not null,
  failed_at timestamptz not null,
  primary key (address, network)
);
create index failed_attempts_failed_at on authz.failed_attempts (failed_at);

-- Where somebody signed in lately. From there only their own failures from there count, so that strangers who guess elsewhere
-- hold nobody up.
create table authz.known_networks (
  person_id uuid not null references app.people,
  network bytea not null,
  seen_at timestamptz not null default now(),
  primary key (person_id, network)
);
create index known_networks_seen_at on authz.known_networks (seen_at);

-- An attempt that was let in and waits for its proof; each is used once.
create table authz.attempts (
  id uuid primary key,
  person_id uuid references app.people,
  address bytea not null,
  network bytea not null,
  known boolean not null,
  at timestamptz not null default now()
);
create index attempts_person_id on authz.attempts (person_id);
create index attempts_at on authz.attempts (at);

reset role;
