set role palermo_definer;

-- A family, or people who were brought together: what they wish for is asked of each agency that serves one of them.
create table app.groups (
  id uuid primary key,
  kind text not null check (kind in ('family', 'group')),
  wish text not null check (wish in ('together', 'near', 'apart', 'not-asked', 'unknown')),
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now()
);
create index groups_agency_id on app.groups (agency_id);
create index groups_person_id on app.groups (person_id);

create table app.group_members (
  id uuid primary key,
  group_id uuid not null references app.groups,
  case_id uuid not null references app.cases,
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  left_at timestamptz
);
create index group_members_group_id on app.group_members (group_id);
create index group_members_case_id on app.group_members (case_id) where left_at is null;
create index group_members_case on app.group_members (case_id);
create index group_members_agency_id on app.group_members (agency_id);
create index group_members_person_id on app.group_members (person_id);

reset role;
