set role palermo_definer;

-- The access log. One row per request; it is also the proof of who acts: policies believe this row and nothing else.
create table aud.leaf (
  id bigint generated always as identity primary key,
  x xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  actor uuid,
  agency uuid,
  sector text,
  function text,
  session bytea,
  -- The cases that this person must not know of, and the colleagues they stand in for, as it stood when the request began.
  barred uuid[],
  stands_for uuid[],
  subject_kind text,
  subject_id uuid,
  compartment text,
  purpose text,
  legal_basis text,
  reason text,
  recipient uuid,
  outcome text,
  request text
);
-- Who looked. The log is found by its subject; reading it is for whoever leads the case, and for auditors, who get no names.
create index leaf_subject on aud.leaf (subject_id, id) where subject_id is not null;
-- What an auditor reviews: who looked at how many cases, without names, what was refused, and what happened outside working hours.
create index leaf_at on aud.leaf using brin (at);

reset role;
