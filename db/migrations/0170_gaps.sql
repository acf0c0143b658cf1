set role palermo_definer;

-- Open records that no member of the agency which carries them can open. The API reads none of it: of a gap its agency sees a
-- work item, and not which record it is about.
create table app.gaps (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('open', 'closed')),
  -- Always null: a work item or notice of a gap names no case.
  case_id uuid check (case_id is null),
  agency_id uuid not null references app.agencies,
  supervisor_id uuid references app.people,
  subject_kind text not null,
  subject_id uuid not null,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  closed_at timestamptz
);
create unique index gaps_open on app.gaps (agency_id, subject_id) where status = 'open';
create index gaps_supervisor on app.gaps (supervisor_id);

reset role;
