set role palermo_definer;

-- Agencies and cases whose staff, bars, access, lead or status changed: the worker looks at once whether a record of them
-- cannot be opened by any member of its agency any more, and deletes the row.
create table app.gap_checks (
  id bigint generated always as identity primary key,
  agency_id uuid,
  case_id uuid,
  check (num_nonnulls(agency_id, case_id) = 1)
);

reset role;
