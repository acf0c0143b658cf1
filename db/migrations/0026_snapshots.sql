set role palermo_definer;

-- Figures that somebody will quote: the statistics of one week, frozen, signed and published.
create table app.snapshots (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('drafted', 'signed', 'published', 'withdrawn')),
  -- The door asks every noun for its case; figures are of none.
  case_id uuid check (case_id is null),
  agency_id uuid not null references app.agencies,
  -- Of a week that was counted: the document cannot be written of any other.
  week date not null,
  -- The words that were hashed, byte by byte; and what they were hashed to.
  document text not null,
  hash bytea not null check (octet_length(hash) = 32),
  withdrawal_reason text check (withdrawal_reason in ('figures-wrong', 'method-wrong', 'replaced', 'not-needed')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  signed_at timestamptz,
  published_at timestamptz,
  withdrawn_at timestamptz,
  -- Figures that are quoted are looked at by two people: whoever drafts does not sign, where the task force has a second lead.
  drafter_id uuid references app.people,
  -- Whether somebody else than the drafter signed. The database says so, no caller.
  signed_by text check (signed_by in ('another', 'drafter'))
);
create index snapshots_agency_id on app.snapshots (agency_id);
create index snapshots_created_at on app.snapshots (created_at desc, id desc);
create index snapshots_drafter_id on app.snapshots (drafter_id);

reset role;
