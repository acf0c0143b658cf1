set role palermo_definer;

-- Cases: the shell (C0), its team, the person (C1), the tracks, and the words, each behind its wall.
create table app.cases (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('open', 'contact-lost', 'left', 'closed')),
  reference text not null,
  profile text not null,
  lead_agency_id uuid not null references app.agencies,
  lead_person_id uuid references app.people,
  child_procedure boolean not null,
  age_band text not null check (age_band in ('0-8', '9-17', '18-20', '21-29', '30-47', '48-plus', 'unknown')),
  urgency text not null check (urgency in ('tonight', 'within-24-hours', 'soon', 'routine')),
  closing_reason text check (closing_reason in (
    'help-completed', 'left-by-choice', 'declined-services', 'contact-lost', 'moved-abroad', 'not-a-victim',
    'deceased', 'opened-by-mistake')),
  reopening_reason text check (reopening_reason in (
    'came-back', 'asks-for-help', 'new-risk', 'new-information', 'decision-reconsidered', 'closed-by-mistake', 'other')),
  -- Kept by the agency that leads it until the person chooses otherwise.
  agency_only boolean not null default false,
  opened_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  closed_at timestamptz
);
create unique index cases_reference on app.cases (reference);
create index cases_lead_agency_id on app.cases (lead_agency_id);
create index cases_lead_person_id on app.cases (lead_person_id);
-- Who is looked for is still somebody's work, and counts as theirs.
create index cases_open on app.cases (lead_agency_id, lead_person_id) where status in ('open', 'contact-lost');
-- Cases that an agency keeps for itself until the person chooses otherwise; and deputies for whoever is out of office.
create index cases_agency_only on app.cases (id) where agency_only;

-- Who is on the case, behind which wall, from when until when. Without a person: the agency, its work not yet assigned.
create table app.case_members (
  id uuid primary key default gen_random_uuid(),
  -- No foreign keys: only the functions below write here, from rows that they have just read.
  case_id uuid not null,
  agency_id uuid not null,
  person_id uuid,
  compartment text not null check (compartment in ('C0','C1','C2','C3','C4','C5','C6a','C6b','C7','C8')),
  grant_id uuid,
  from_at timestamptz not null default app.now(),
  until_at timestamptz,
  -- Until when this look was given; null for those who opened the case, or were put on it by the agency that leads it.
  ends_at timestamptz,
  warned_at timestamptz,
  constraint case_members_granted check ((grant_id is null) = (ends_at is null))
);
create index case_members_case_id on app.case_members (case_id, compartment, agency_id);
create index case_members_agency_id on app.case_members (agency_id, compartment, from_at desc) where until_at is null;
create index case_members_person_id on app.case_members (person_id);
create index case_members_ends_at on app.case_members (ends_at) where until_at is null and ends_at is not null;

-- Grants to view: why an agency may look, given at acceptance. Nothing is copied; they can end.
create table app.grants (
  id uuid primary key,
  case_id uuid not null references app.cases,
  referral_id uuid,
  agency_id uuid not null references app.agencies,
  compartments text[] not null,
  purpose text not null,
  legal_basis text not null,
  from_at timestamptz not null default app.now(),
  until_at timestamptz not null,
  ended_at timestamptz
);
create index grants_case_id on app.grants (case_id);
create index grants_agency_id on app.grants (agency_id);

-- The person. Which case is whose stands behind C1: two cases of one person are not tied for those outside.
create table app.persons (
  id uuid primary key,
  created_at timestamptz not null default app.now()
);

create table app.case_persons (
  case_id uuid primary key references app.cases,
  person_id uuid not null references app.persons,
  -- Typed columns for statistics; the names and numbers are in the sealed document.
  birth_year smallint,
  sex text,
  nationality text,
  identity bytea not null
);
create index case_persons_person_id on app.case_persons (person_id);

-- Search before create: a blind index of 24 bits a token, so that collisions are normal and the table names nobody.
create table app.case_tokens (
  case_id uuid not null references app.cases,
  token bytea not null check (octet_length(token) = 3),
  primary key (token, case_id)
);
create index case_tokens_case_id on app.case_tokens (case_id);

-- Milestones of the three tracks, each read behind its own wall.
create table app.case_milestones (
  id uuid primary key,
  case_id uuid not null references app.cases,
  track text not null check (track in ('protection', 'justice', 'immigration')),
  stage text not null check (stage in (
    'met', 'safe-tonight', 'needs-assessed', 'plan-agreed', 'services-under-way', 'solution-agreed', 'followed-up',
    'reported', 'investigating', 'charged', 'in-court', 'decided', 'appeal', 'bar-to-removal', 'status-requested',
    'stay-granted', 'stay-refused', 'return-prepared')),
  compartment text not null,
  reached_on date not null,
  agency_id uuid not null references app.agencies,
  at timestamptz not null default app.now(),
  check (compartment = case track when 'protection' then 'C0' when 'justice' then 'C5' when 'immigration' then 'C4' end)
);
create index case_milestones_case_id on app.case_milestones (case_id, at);
create index case_milestones_agency_id on app.case_milestones (agency_id);

-- What was done to the person: one row a form of exploitation and how it is known. Coded, and behind C1 like the person.
create table app.case_exploitations (
  id uuid primary key,
  case_id uuid not null references app.cases,
  form text not null check (form in ('sexual-exploitation', 'forced-labour', 'child-labour', 'servitude', 'slavery', 'forced-criminality',
    'forced-begging', 'forced-marriage', 'forced-military', 'organ-removal', 'forced-adoption', 'surrogacy', 'other')),
  basis text not null check (basis in ('stated', 'suspected', 'no', 'declined', 'not-asked')),
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  -- Since when something else is known: a correction keeps what it corrects.
  ended_at timestamptz
);
create index case_exploitations_case_id on app.case_exploitations (case_id, form);
create index case_exploitations_agency_id on app.case_exploitations (agency_id);
create index case_exploitations_person_id on app.case_exploitations (person_id);

-- Who led a case before, and until when: whoever leads it now reads what they read.
create table app.former_leads (
  id uuid primary key default gen_random_uuid(),
  -- No foreign keys: only the functions that move the lead write here, from rows that they have just read.
  case_id uuid not null,
  agency_id uuid not null,
  until_at timestamptz not null default app.now()
);
create index former_leads_case_id on app.former_leads (case_id);
create index former_leads_agency_id on app.former_leads (agency_id);

-- What was written before an agency joined, opened to it: by the lead for all that its audience takes the agency in for, or by
-- an agency for what it wrote itself.
create table app.earlier_entries (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references app.cases,
  agency_id uuid not null references app.agencies,
  -- Whose entries; null: everybody's.
  owner_agency_id uuid references app.agencies,
  before_at timestamptz not null default app.now(),
  opened_agency_id uuid references app.agencies,
  opened_by uuid references app.people
);
create index earlier_entries_case_id on app.earlier_entries (case_id, agency_id);
create index earlier_entries_agency_id on app.earlier_entries (agency_id);
create index earlier_entries_owner_agency_id on app.earlier_entries (owner_agency_id);
create index earlier_entries_opened_agency_id on app.earlier_entries (opened_agency_id);
create index earlier_entries_opened_by on app.earlier_entries (opened_by);

-- What was known of a person before somebody corrected it: sealed like the identity itself, and behind C1 like it.
create table app.person_changes (
  id uuid primary key,
  case_id uuid not null references app.cases,
  because text not null check (because in ('person-said', 'document-seen', 'not-known-before', 'mistake')),
  -- The fields that were changed and what stood in them, sealed together.
  before bytea not null,
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now()
);
create index person_changes_case_id on app.person_changes (case_id, at desc, id desc);
create index person_changes_agency_id on app.person_changes (agency_id);
create index person_changes_person_id on app.person_changes (person_id);

reset role;
