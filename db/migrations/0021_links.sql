set role palermo_definer;

-- Cases that belong together: a link says why, a group keeps its people together. Either tells of a case only to whoever
-- stands behind its wall there already.
create table app.case_links (
  id uuid primary key,
  -- The lesser id first, so that a link is the same from both ends.
  case_id uuid not null references app.cases,
  other_case_id uuid not null references app.cases,
  kind text not null check (kind in ('related', 'same-trafficker', 'same-place', 'same-employer', 'same-journey')),
  -- Behind which wall it stands, of both cases.
  compartment text not null check (compartment in ('C1', 'C5')),
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  ended_at timestamptz,
  check (case_id < other_case_id)
);
create index case_links_case_id on app.case_links (case_id, at);
create index case_links_other_case_id on app.case_links (other_case_id, at);
create index case_links_agency_id on app.case_links (agency_id);
create index case_links_person_id on app.case_links (person_id);

reset role;
