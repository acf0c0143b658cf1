set role palermo_definer;

create table app.tasks (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('open', 'done', 'cancelled')),
  case_id uuid not null references app.cases,
  case_reference text not null,
  kind text not null check (kind in ('call', 'visit', 'arrange', 'document', 'follow-up', 'find-other-service', 'check-safety', 'other')),
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
  agency_id uuid not null references app.agencies,
  assignee_id uuid references app.people,
  author_id uuid references app.people,
  due_at timestamptz not null,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  audience text not null,
  constraint tasks_audience check (authz.audience_lies(audience, compartment))
);
create index tasks_case_id on app.tasks (case_id);
create index tasks_agency_id on app.tasks (agency_id);
create index tasks_assignee_id on app.tasks (assignee_id);
create index tasks_author_id on app.tasks (author_id);

reset role;
