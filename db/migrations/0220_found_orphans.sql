set role palermo_definer;

-- Open records without a deadline or work item, as the worker found them last: to find them means to read every open record.
create table app.found_orphans (
  subject_id uuid primary key,
  subject_kind text not null
);

reset role;
