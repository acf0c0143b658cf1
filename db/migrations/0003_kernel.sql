set role palermo_definer;

-- Time. One value per transaction: the database's clock, moved only for tests and while the demo is told.
create table app.clock (only_row boolean primary key default true check (only_row), moved interval not null default '0');
insert into app.clock default values;

-- The task force itself: one row.
create table app.task_force (
  only_row boolean primary key default true check (only_row),
  name text not null,
  profile text not null,
  zone text not null,
  -- Whose public holidays count: ISO 3166, with a part of the country behind a hyphen (PH, GB-ENG).
  calendar text not null,
  demo boolean not null,
  -- Where quick exit leads; null: where the deployment or the product says.
  neutral_page text check (neutral_page ~ '^https://' and length(neutral_page) <= 300)
);

-- What every noun shares: events, clocks, the desk and its counters, the outbox, retries.
create table app.events (
  id bigint generated always as identity primary key,
  subject_kind text not null,
  subject_id uuid not null,
  case_id uuid,
  compartment text not null default 'C0',
  action text not null,
  version integer not null,
  status text not null,
  actor_id uuid,
  agency_id uuid,
  at timestamptz not null default app.now(),
  x xid8 not null default pg_current_xact_id(),
  changes jsonb not null default '{}'
);
create unique index events_subject on app.events (subject_id, version);
create index events_case_id on app.events (case_id, id) where case_id is not null;
create unique index events_returned on app.events (subject_id) include (at) where subject_kind = 'referral' and action = 'return';

create table app.outbox (
  id bigint generated always as identity primary key,
  queue text not null,
  name text not null,
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  -- What people are told, how it leaves the house, and what happens without a request.
  -- Set together with the effects of a message: the queue may lose it or bring it twice.
  done_at timestamptz
);
create index outbox_unsent on app.outbox (id) where sent_at is null;
create index outbox_undone on app.outbox (sent_at) where sent_at is not null and done_at is null;

create table app.idempotency (
  person_id uuid not null,
  key text not null,
  body_hash bytea not null,
  subject_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  primary key (person_id, key)
);
-- What the machinery keeps for its own sake is not kept for ever: messages once told, letters once sent, keys of retries,
-- sessions that are over. Nothing of a case is among it, nor of the access log.
create index idempotency_at on app.idempotency (at);

-- Words that people typed, sealed: one table a compartment.
create table app.texts_c1 (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C1' check (compartment = 'C1'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now(),
  audience text not null,
  constraint texts_c1_audience check (authz.audience_lies(audience, compartment))
);
create index texts_c1_subject_id on app.texts_c1 (subject_id);
create index texts_c1_case_id on app.texts_c1 (case_id) where case_id is not null;
create index texts_c1_owner_agency_id on app.texts_c1 (owner_agency_id);

create table app.texts_c2 (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C2' check (compartment = 'C2'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now(),
  audience text not null,
  constraint texts_c2_audience check (authz.audience_lies(audience, compartment))
);
create index texts_c2_subject_id on app.texts_c2 (subject_id);
create index texts_c2_case_id on app.texts_c2 (case_id) where case_id is not null;
create index texts_c2_owner_agency_id on app.texts_c2 (owner_agency_id);

create table app.texts_c3 (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C3' check (compartment = 'C3'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now(),
  audience text not null,
  constraint texts_c3_audience check (authz.audience_lies(audience, compartment))
);
create index texts_c3_subject_id on app.texts_c3 (subject_id);
create index texts_c3_case_id on app.texts_c3 (case_id) where case_id is not null;
create index texts_c3_owner_agency_id on app.texts_c3 (owner_agency_id);

create table app.texts_c4 (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C4' check (compartment = 'C4'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now(),
  audience text not null,
  constraint texts_c4_audience check (authz.audience_lies(audience, compartment))
);
create index texts_c4_subject_id on app.texts_c4 (subject_id);
create index texts_c4_case_id on app.texts_c4 (case_id) where case_id is not null;
create index texts_c4_owner_agency_id on app.texts_c4 (owner_agency_id);

create table app.texts_c5 (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C5' check (compartment = 'C5'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now(),
  audience text not null,
  constraint texts_c5_audience check (authz.audience_lies(audience, compartment))
);
create index texts_c5_subject_id on app.texts_c5 (subject_id);
create index texts_c5_case_id on app.texts_c5 (case_id) where case_id is not null;
create index texts_c5_owner_agency_id on app.texts_c5 (owner_agency_id);

create table app.texts_c6a (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C6a' check (compartment = 'C6a'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now()
);
create index texts_c6a_subject_id on app.texts_c6a (subject_id);
create index texts_c6a_case_id on app.texts_c6a (case_id) where case_id is not null;
create index texts_c6a_owner_agency_id on app.texts_c6a (owner_agency_id);

create table app.texts_c6b (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C6b' check (compartment = 'C6b'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now()
);
create index texts_c6b_subject_id on app.texts_c6b (subject_id);
create index texts_c6b_case_id on app.texts_c6b (case_id) where case_id is not null;
create index texts_c6b_owner_agency_id on app.texts_c6b (owner_agency_id);

create table app.texts_c7 (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C7' check (compartment = 'C7'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now()
);
create index texts_c7_subject_id on app.texts_c7 (subject_id);
create index texts_c7_case_id on app.texts_c7 (case_id) where case_id is not null;
create index texts_c7_owner_agency_id on app.texts_c7 (owner_agency_id);

create table app.texts_c8 (
  id uuid primary key,
  case_id uuid,
  owner_agency_id uuid not null references app.agencies,
  author_id uuid not null,
  compartment text not null default 'C8' check (compartment = 'C8'),
  subject_kind text not null,
  subject_id uuid not null,
  field text not null,
  between_parties boolean not null default false,
  sealed bytea not null,
  at timestamptz not null default app.now()
);
create index texts_c8_subject_id on app.texts_c8 (subject_id);
create index texts_c8_case_id on app.texts_c8 (case_id) where case_id is not null;
create index texts_c8_owner_agency_id on app.texts_c8 (owner_agency_id);

-- What may happen stands in the workflows, and the database knows it too: whoever holds a connection of ours records an act
-- only as it is declared, from a status that it leads out of to the one that it leads to. A test holds both the same.
create table app.acts (
  noun text not null,
  action text not null,
  -- Out of which it is taken; of a creation, in which it may begin.
  from_statuses text[] not null,
  -- None: it stays as it was.
  to_status text,
  -- Which clocks an act stops and starts stands in its workflow, and the database knows it too, as it knows the acts (0070): whoever
  -- holds a connection of ours opens and closes those of the act that it takes, and no others. A test holds both the same.
  -- Those that it always starts; those that it may start besides (what it resumes, or begins with); those that it stops.
  opens text[] not null default '{}',
  may_open text[] not null default '{}',
  closes text[] not null default '{}',
  -- Not by whoever stands so, and behind which wall of the case.
  not_by text,
  behind text,
  primary key (noun, action)
);

-- The watch for open work that nobody would ever be reminded of. It covers every noun with a workflow: in which statuses a
-- row waits stands here as the workflow declares it, and a test holds both the same.
create table app.watched (
  noun text primary key,
  waits_in text[] not null
);

-- Who may take an act stands in its workflow, and the database knows it too, as it knows the acts (0070): whoever holds the API's
-- login moves a row only in a relation and a function that the act names. A test holds both the same.

-- By which columns of a row somebody stands to it: the agency, or where the relation is a person's, the person.
create table app.act_parties (
  noun text not null,
  relation text not null,
  agency_column text not null,
  person_column text,
  primary key (noun, relation)
);

create table app.act_permissions (
  noun text not null,
  action text not null,
  -- `clock` is nobody: what happens by itself. `member` of a case is an agency on its team; on which tracks a `track-keeper` records, and
  -- whether a `decision-body` decides, is asked by guards of their own (0109).
  relation text not null,
  functions text[] not null,
  primary key (noun, action, relation)
);

reset role;
