set role palermo_definer;

-- Alerts: notices to an authority without a person and without a case, as the law asks of an adult who declined a
-- referral (Modern Slavery Act 2015, s. 52). Nothing here leads to a file, and no file leads here.
create table app.alerts (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('sent', 'received', 'closed', 'withdrawn')),
  kind text not null check (kind in ('duty-to-notify')),
  reference text not null,
  -- The door asks every noun for its case: an alert never has one.
  case_id uuid check (case_id is null),
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null,
  to_agency_id uuid not null references app.agencies,
  form_id text not null,
  form_version integer not null,
  close_reason text check (close_reason in ('noted', 'passed-to-police', 'joins-what-is-known', 'not-enough-to-act-on')),
  withdrawal_reason text check (withdrawal_reason in ('now-referred', 'mistaken-or-duplicate')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  received_at timestamptz,
  ended_at timestamptz,
  check (from_agency_id <> to_agency_id)
);
create index alerts_inbox on app.alerts (to_agency_id, created_at desc, id desc);
create index alerts_outbox on app.alerts (from_agency_id, created_at desc, id desc);

-- What was answered, sealed by wall. Read by whoever wrote it until the authority has it, and there by those whose sector
-- and function stand behind the wall.
create table app.alert_answers (
  alert_id uuid not null,
  compartment text not null check (compartment in ('C0', 'C1', 'C2', 'C3', 'C4', 'C5')),
  sealed bytea not null,
  primary key (alert_id, compartment)
);

reset role;
