set role palermo_definer;

-- Notes and tasks: what stands in the shell is a kind and a time; the words are behind their wall.
create table app.notes (
  id uuid primary key,
  case_id uuid not null references app.cases,
  kind text not null check (kind in ('contact', 'observation', 'decision', 'hand-over', 'other')),
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
  agency_id uuid not null references app.agencies,
  author_id uuid not null references app.people,
  corrects uuid references app.notes,
  at timestamptz not null default app.now(),
  -- The summary: notes of the case, each behind its wall, that say to which hand-over they belong.
  handover_id uuid,
  audience text not null,
  constraint notes_audience check (authz.audience_lies(audience, compartment))
);
create index notes_case_id on app.notes (case_id, at, id);
create index notes_agency_id on app.notes (agency_id);
create index notes_author_id on app.notes (author_id);
create index notes_corrects on app.notes (corrects);
create index notes_handover_id on app.notes (handover_id) where handover_id is not null;

reset role;
