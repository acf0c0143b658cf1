set role palermo_definer;

-- The work queue: one row per agency per piece of open work, written by the door alone.
create table app.desk (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null,
  assignee_id uuid,
  side text not null check (side in ('owes', 'is-owed')),
  subject_kind text not null,
  subject_id uuid not null,
  case_id uuid,
  case_reference text,
  kind text not null,
  status text not null,
  priority text not null check (priority in ('tonight', 'within-24-hours', 'soon', 'routine')),
  due_at timestamptz not null,
  counterparty_agency_id uuid,
  opened_at timestamptz not null,
  -- Of which kind the thing is, where its step alone does not say it.
  detail text
);
create unique index desk_subject on app.desk (subject_id, agency_id, side);
create index desk_agency on app.desk (agency_id, side, due_at, id);
create index desk_assignee on app.desk (assignee_id, side, due_at, id);
-- The page of one case: one statement, cut by row security to what its reader may see.
create index desk_case_id on app.desk (case_id, side, due_at);

-- How much of it there is, moved with it; several slots a key so that a busy agency does not queue at one row.
create table app.counters (
  agency_id uuid not null,
  assignee_id uuid not null default '00000000-0000-0000-0000-000000000000',
  side text not null,
  kind text not null,
  status text not null,
  due_on date not null,
  slot smallint not null,
  n integer not null,
  primary key (agency_id, side, due_on, kind, status, assignee_id, slot)
);

reset role;
