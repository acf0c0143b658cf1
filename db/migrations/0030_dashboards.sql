set role palermo_definer;

-- What one reader asks about: whose work, which days, which part of it.
create type app.work_cut as (
  at timestamptz, zone text, scope uuid, barred uuid[], agency uuid, urgency text,
  from_on date, to_on date, since_on date, from_at timestamptz, until_at timestamptz, since_at timestamptz);

create type app.work_row as (
  id uuid, case_reference text, status text, sender uuid, receiver uuid, assignee uuid, decline_reason text,
  created_at timestamptz, sent_at timestamptz, acknowledged_at timestamptz, accepted_at timestamptz, started_at timestamptz,
  ended_at timestamptz, returned_at timestamptz, updated_at timestamptz);

create type app.work_line as (rank float8, key uuid, case_reference text, kind text, status text, step text, sender json, receiver json, owes json,
  sent_at timestamptz, due_at timestamptz, reason text);

reset role;
