set role palermo_definer;

-- Who is outside a wall asks whoever answers for it to be let in: a purpose and a basis, both coded, and no words.
create table app.requests (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('asked', 'granted', 'refused', 'withdrawn')),
  case_id uuid not null references app.cases,
  case_reference text not null,
  -- C2 is opened by two people, and comes with them.
  compartment text not null check (compartment in ('C1', 'C3', 'C4', 'C5')),
  purpose text not null check (purpose in (
    'identification', 'immediate-protection', 'assistance', 'health', 'legal-aid', 'victim-status-determination', 'investigation',
    'prosecution', 'compensation', 'return-reintegration')),
  legal_basis text not null check (legal_basis in (
    'consent', 'guardian-and-best-interest', 'vital-interest', 'statutory-duty', 'court-order', 'legal-claim')),
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null references app.people,
  owner_agency_id uuid not null references app.agencies,
  refusal_reason text check (refusal_reason in (
    'not-needed-for-task', 'person-did-not-agree', 'ask-the-person-first', 'answer-given-otherwise', 'basis-not-shown')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  answered_at timestamptz
);
create index requests_case_id on app.requests (case_id, created_at desc, id desc);
create index requests_from_agency_id on app.requests (from_agency_id, created_at desc, id desc);
create index requests_from_person_id on app.requests (from_person_id);
create index requests_owner_agency_id on app.requests (owner_agency_id, created_at desc, id desc);

reset role;
