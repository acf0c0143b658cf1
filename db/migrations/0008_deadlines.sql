set role palermo_definer;

create table app.deadlines (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  case_id uuid,
  key text not null,
  owes_agency_id uuid not null,
  owes_person_id uuid,
  owed_agency_id uuid,
  owed_person_id uuid,
  profile text not null,
  profile_version text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  -- What held when the clock started: kind, nature, source, mark, verifiedOn; a later profile does not change it.
  ruling jsonb not null default '{}',
  alarms jsonb not null default '[]',
  next_alarm_at timestamptz,
  closed_at timestamptz,
  breach_reason text check (breach_reason in (
    'waiting-for-interpreter', 'waiting-for-other-agency', 'waiting-for-documents', 'person-asked-to-wait', 'person-unreachable', 'no-capacity', 'unsafe-to-act', 'workload', 'sent-to-wrong-agency', 'recorded-late', 'system-unavailable', 'other')),
  breach_answered_at timestamptz,
  breach_answered_by uuid,
  -- Counts its changes: two people who change one clock at once do not overwrite each other.
  version integer not null default 1,
  -- Until when it stands still. It goes on by itself, so that nobody is forgotten in a pause.
  paused_until timestamptz
);
create index deadlines_subject on app.deadlines (subject_id, started_at);
create index deadlines_alarm on app.deadlines (next_alarm_at) where closed_at is null and next_alarm_at is not null;
create index deadlines_owes on app.deadlines (owes_agency_id, due_at) where closed_at is null;
create index deadlines_owed on app.deadlines (owed_agency_id, due_at) where closed_at is null;
create index deadlines_past on app.deadlines (due_at) include (owes_agency_id, owed_agency_id, key, case_id)
  where closed_at is null and ruling->>'kind' in ('notAfter', 'recurring');
-- The three clocks whose steps are measured.
create index deadlines_steps on app.deadlines (key, started_at) include (subject_id, due_at, closed_at)
  where key in ('referral.acknowledge', 'referral.answer', 'referral.first-contact') and ruling->>'kind' in ('notAfter', 'recurring');
-- A new version of the law's numbers and a corrected calendar move clocks a page at a time, each page where the one before
-- ended: the work grows with the number of clocks that stand, and not with its square.

-- Those that stand, in an order that nothing changes while they are moved.
create index deadlines_standing on app.deadlines (id) where closed_at is null;

-- The law's numbers, as data.
create table app.profiles (
  code text not null,
  version text not null,
  document jsonb not null,
  loaded_at timestamptz not null default clock_timestamp(),
  -- An administrator publishes a new version of the law's numbers, with what it would change in view.
  -- Nobody where it came with the product or from the terminal.
  published_by uuid,
  -- Clocks that run keep the version under which they were started, unless whoever published says that they shall not.
  move_running boolean not null default false,
  -- Null until a worker has moved them.
  moved_at timestamptz,
  moved integer not null default 0,
  -- Where a worker is. `reached`: the clock that was read last, null between two passes. `last_pass`: null before the first
  -- pass; whether the pass that is under way, or was the latest, began when every process went by the new numbers, so that after it
  -- none is left.
  reached uuid,
  last_pass boolean,
  primary key (code, version)
);
create index profiles_moving on app.profiles (loaded_at) where move_running and moved_at is null;

create table app.holidays (
  calendar text not null,
  on_date date not null,
  name text not null,
  source text not null,
  primary key (calendar, on_date)
);

-- A clock may stand still, be given more time, or turn out to have begun on another day; what it said before is kept.
create table app.clock_changes (
  deadline_id uuid not null references app.deadlines,
  version integer not null,
  kind text not null check (kind in ('paused', 'resumed', 'extended', 'corrected', 'recounted', 'moved', 'amended')),
  at timestamptz not null default app.now(),
  -- Nobody where a holiday or a new version of the law's numbers moved it.
  actor_id uuid,
  agency_id uuid,
  reason text check (reason in (
    'person-missing', 'person-asked-to-wait', 'person-unfit', 'waiting-for-court', 'waiting-for-other-state',
    'needs-of-the-person', 'complex', 'waiting-for-evidence', 'waiting-for-translation', 'court-order',
    'typing-error', 'document-shows-otherwise', 'served-on-another-day')),
  -- From when to when it stands still.
  from_at timestamptz,
  until_at timestamptz,
  -- How much was given on top, and on whose word that may be.
  value integer,
  unit text check (unit in ('minutes', 'hours', 'calendar-days', 'working-days', 'months', 'years')),
  source text,
  old_started_at timestamptz not null,
  old_due_at timestamptz not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  primary key (deadline_id, version)
);

reset role;
