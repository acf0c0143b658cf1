set role palermo_definer;

-- Who is out of office, from when until when, and who stands in. It ends by the clock.
create table app.absences (
  id uuid primary key,
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  deputy_id uuid not null references app.people,
  from_at timestamptz not null,
  until_at timestamptz not null,
  set_by uuid not null references app.people,
  at timestamptz not null default app.now(),
  ended_at timestamptz,
  check (until_at > from_at),
  check (person_id <> deputy_id)
);
create index absences_agency_id on app.absences (agency_id);
create index absences_person_id on app.absences (person_id, until_at);
create index absences_deputy_id on app.absences (deputy_id, until_at) where ended_at is null;
create index absences_deputy on app.absences (deputy_id);
create index absences_set_by on app.absences (set_by);

reset role;
