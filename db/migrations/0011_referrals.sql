set role palermo_definer;

-- Referrals: one agency asks another to take on part of a case.
create table app.referrals (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('draft','sent','received','queried','accepted','in-service','declined','withdrawn','returned','completed')),
  kind text not null check (kind in ('lead', 'service')),
  thread_id uuid not null,
  case_id uuid references app.cases,
  case_reference text,
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null references app.people,
  -- It keeps who wrote it; whose it is to follow up is another question once they have left.
  from_person_left boolean not null default false,
  to_agency_id uuid references app.agencies,
  assignee_id uuid references app.people,
  lead_agency_id uuid references app.agencies,
  lead_person_id uuid references app.people,
  urgency text not null check (urgency in ('tonight', 'within-24-hours', 'soon', 'routine')),
  child_procedure boolean not null default false,
  age_band text not null check (age_band in ('0-8', '9-17', '18-20', '21-29', '30-47', '48-plus', 'unknown')),
  needs text[] not null default '{}',
  services text[] not null default '{}',
  language text,
  interpreter boolean not null default false,
  -- Of somebody who needs a bed: whoever has one must know whom it is for before accepting. Of nobody else.
  sex text check (sex in ('feminine', 'masculine', 'transgender-feminine', 'transgender-masculine', 'non-conforming', 'unspecified')),
  accompanied text check (accompanied in ('alone', 'with-children', 'with-adults')),
  form_id text not null,
  form_version integer not null,
  -- Coded answers of the shell; every word stands behind its wall.
  answers jsonb not null default '{}',
  decline_reason text check (decline_reason in (
    'no-capacity', 'out-of-area', 'not-eligible', 'unsafe-here', 'conflict-of-interest', 'insufficient-information',
    'other')),
  withdrawal_reason text check (withdrawal_reason in (
    'not-eligible', 'mistaken-or-duplicate', 'no-longer-wanted', 'consent-withdrawn', 'left-by-choice', 'contact-lost', 'needs-met-elsewhere', 'moved-away', 'not-possible-now', 'died', 'no-longer-safe', 'status-decided',
    'returned-home', 'help-completed-early', 'other', 'rerouted')),
  onward_agency_id uuid references app.agencies,
  phone_accepted_at timestamptz,
  phone_confirmed_at timestamptz,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  sent_at timestamptz,
  acknowledged_at timestamptz,
  accepted_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  -- What a look rests on and what it is for is what its referral states; how long it lasts is what the profile says.
  purpose text check (purpose in (
    'identification', 'immediate-protection', 'assistance', 'health', 'legal-aid', 'victim-status-determination', 'investigation',
    'prosecution', 'compensation', 'return-reintegration')),
  legal_basis text check (legal_basis in (
    'consent', 'guardian-and-best-interest', 'vital-interest', 'statutory-duty', 'court-order', 'legal-claim', 'not-stated')),
  check (from_agency_id <> to_agency_id),
  check (status = 'draft' or (to_agency_id is not null and case_id is not null) or status = 'withdrawn'),
  constraint referrals_grounded check (sent_at is null or (purpose is not null and legal_basis is not null))
);
create index referrals_inbox on app.referrals (to_agency_id, sent_at desc, id desc);
create index referrals_outbox on app.referrals (from_agency_id, updated_at desc, id desc);
create index referrals_from_person_id on app.referrals (from_person_id, updated_at desc);
create index referrals_assignee_id on app.referrals (assignee_id);
create index referrals_thread_id on app.referrals (thread_id);
create index referrals_case_id on app.referrals (case_id);
create index referrals_lead_agency_id on app.referrals (lead_agency_id);
create index referrals_lead_person_id on app.referrals (lead_person_id);
create index referrals_onward_agency_id on app.referrals (onward_agency_id);
-- Work numbers: whole, live, and codes alone. A lead has no look at any referral, case or clock; these functions read
-- them in the lead's place and give back counts and case references, nothing of a person. Supervisors and heads get the
-- same, cut to what has their own agency at either end. Nobody's count holds a case from which they are barred.
create index referrals_begun on app.referrals (created_at);
create index referrals_moved_at on app.referrals (updated_at);
-- Wide enough to be counted without their rows: open work is spread over the whole table.
create index referrals_open on app.referrals (sent_at)
  include (status, from_agency_id, to_agency_id, assignee_id, urgency, child_procedure, case_id)
  where status in ('sent', 'received', 'queried', 'accepted', 'in-service', 'returned');
create index referrals_drafts on app.referrals (form_id, form_version) where status = 'draft';
-- "Newest first" goes by when a referral was begun, and "last updated first" by what changed last, in each box.
create index referrals_outbox_begun on app.referrals (from_agency_id, created_at desc, id desc);
create index referrals_inbox_changed on app.referrals (to_agency_id, updated_at desc, id desc);

create table app.referral_outcomes (
  referral_id uuid not null references app.referrals,
  outcome text not null check (outcome in (
    'safe-tonight', 'settled-in-a-place', 'seen-by-doctor', 'basic-needs-met', 'understands-rights', 'advised-by-lawyer', 'able-to-communicate', 'arrived-safely', 'support-in-place', 'children-cared-for', 'family-contacted',
    'documents-in-hand', 'case-led')),
  score text check (score in ('met', 'partly', 'not-met', 'no-longer-wanted', 'not-known')),
  primary key (referral_id, outcome)
);

-- Adults who did not want to be referred: a count, no record of anybody.
create table app.not_referred (
  agency_id uuid not null references app.agencies,
  on_date date not null,
  n integer not null default 0,
  primary key (agency_id, on_date)
);

-- What the two ends of a running referral write to each other, and how each reaches the other.

-- A message is kept as it was written: nobody changes or deletes one. Its text is sealed in its own row, since its readers are
-- the two ends of this referral and not those behind a wall of the case.
create table app.referral_messages (
  id uuid primary key,
  referral_id uuid not null references app.referrals,
  agency_id uuid not null references app.agencies,
  author_id uuid not null references app.people,
  -- `meeting-point`: where the sender said to meet, copied out of the form when it was sent.
  kind text not null check (kind in ('message', 'on-my-way', 'meeting-point')),
  compartment text not null default 'C1' check (compartment = 'C1'),
  arrives_at timestamptz,
  sealed bytea,
  at timestamptz not null default app.now(),
  check ((kind = 'on-my-way') = (arrives_at is not null)),
  check (kind = 'on-my-way' or sealed is not null)
);
create index referral_messages_referral_id on app.referral_messages (referral_id, at, id);
create index referral_messages_agency_id on app.referral_messages (agency_id);
create index referral_messages_author_id on app.referral_messages (author_id);

reset role;
