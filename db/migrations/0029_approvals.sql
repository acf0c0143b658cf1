set role palermo_definer;

-- Approval by a second person of another agency: an act that gives power over people, or over a case, waits until a head or an
-- administrator of another agency approves it, and is then carried out here, in the approver's transaction.

-- Who gave whom an account or a role: nobody approves for whoever appointed them within the last 30 days.
create table authz.appointments (
  person_id uuid not null references app.people,
  by_person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  primary key (person_id, by_person_id)
);
create index appointments_by_person_id on authz.appointments (by_person_id);

-- The first administrator acts alone while fewer than two agencies have somebody who could approve. Once two had, never again.
create table authz.founding (
  only_row boolean primary key default true check (only_row),
  founder_id uuid references app.people,
  ended_at timestamptz
);
create index founding_founder_id on authz.founding (founder_id);
insert into authz.founding default values;

create table app.approvals (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('asked', 'endorsed', 'approved', 'refused', 'withdrawn')),
  kind text not null check (kind in ('account', 'access', 'bar', 'clock', 'profile')),
  -- The kernel asks every noun for its case. An approval is answered by people who may not know of the case, so it has none there.
  case_id uuid check (case_id is null),
  about_case_id uuid references app.cases,
  -- The account, the barred person or the clock; a profile has a code in the payload.
  subject_id uuid,
  -- What is to be done: codes, ids and instants, never words.
  payload jsonb not null,
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null references app.people,
  -- Who is asked now; null where the founding administrator acted alone.
  to_agency_id uuid references app.agencies,
  to_person_id uuid references app.people,
  -- Agencies that did not answer in time.
  tried uuid[] not null default '{}',
  -- How many people approve.
  needed smallint not null default 1,
  endorsed_by uuid,
  answered_by uuid,
  alone boolean not null default false,
  refusal_reason text check (refusal_reason in ('not-needed', 'not-known-to-us', 'ask-differently', 'against-the-person')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  answered_at timestamptz
);
create index approvals_about_case_id on app.approvals (about_case_id);
create index approvals_subject_id on app.approvals (subject_id);
create index approvals_from_agency_id on app.approvals (from_agency_id, created_at desc, id desc);
create index approvals_from_person_id on app.approvals (from_person_id);
create index approvals_to_agency_id on app.approvals (to_agency_id, created_at desc, id desc);
create index approvals_to_person_id on app.approvals (to_person_id);
create index approvals_open on app.approvals (id) where status in ('asked', 'endorsed');
create index approvals_alone on app.approvals (created_at desc, id desc) where alone;

reset role;
