set role palermo_definer;

create table app.handovers (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('offered', 'accepted', 'declined', 'withdrawn')),
  case_id uuid not null references app.cases,
  case_reference text not null,
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null references app.people,
  to_agency_id uuid not null references app.agencies,
  -- Named where it stays in the agency: names do not cross to another one, whose own people say who takes it.
  to_person_id uuid references app.people,
  -- What the person said to it; another agency takes over by her word, or on a basis that stands in law.
  asked text not null check (asked in ('yes', 'no', 'not-asked', 'refused', 'unknown')),
  legal_basis text check (legal_basis in (
    'consent', 'guardian-and-best-interest', 'vital-interest', 'statutory-duty', 'court-order', 'legal-claim')),
  decline_reason text check (decline_reason in (
    'no-capacity', 'conflict-of-interest', 'not-right-for-person', 'summary-not-enough')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  answered_at timestamptz,
  -- A hand-over states its purpose too.
  purpose text not null check (purpose in (
  'identification', 'immediate-protection', 'assistance', 'health', 'legal-aid', 'victim-status-determination', 'investigation',
  'prosecution', 'compensation', 'return-reintegration')),
  check ((to_agency_id = from_agency_id) = (to_person_id is not null)),
  check (to_agency_id = from_agency_id or (legal_basis is not null and (legal_basis <> 'consent' or asked = 'yes')))
);
create index handovers_case_id on app.handovers (case_id, created_at desc, id desc);
create index handovers_from_agency_id on app.handovers (from_agency_id);
create index handovers_from_person_id on app.handovers (from_person_id);
create index handovers_to_agency_id on app.handovers (to_agency_id);
create index handovers_to_person_id on app.handovers (to_person_id);

reset role;
