set role palermo_definer;

-- The contact log: each try to reach the person, by which way, what came of it, and whether it was safe for her.
create table app.contacts (
  id uuid primary key,
  case_id uuid not null references app.cases,
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  -- When and how she is reached is hers: it stands with her identity.
  compartment text not null default 'C1' check (compartment = 'C1'),
  way text not null check (way in ('in-person', 'call', 'text-message', 'message-app', 'e-mail', 'through-somebody')),
  outcome text not null check (outcome in ('reached', 'no-answer', 'message-left', 'somebody-else', 'not-in-use')),
  safe text not null check (safe in ('yes', 'no', 'not-asked', 'refused', 'unknown')),
  at timestamptz not null default app.now(),
  recorded_at timestamptz not null default app.now(),
  -- Taken back by whoever wrote it: it stays, and counts no more.
  struck_at timestamptz,
  audience text not null,
  check (at <= recorded_at),
  constraint contacts_audience check (authz.audience_lies(audience, compartment))
);
create index contacts_case_id on app.contacts (case_id, at desc, id desc);
create index contacts_agency_id on app.contacts (agency_id);
create index contacts_person_id on app.contacts (person_id, at);

reset role;
