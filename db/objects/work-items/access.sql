call app.force_row_security('app.work_items');
grant select on app.work_items to palermo_api;
-- Work items are read in their agency: unassigned work by all members, assigned work by the assignee and their deputy,
-- all work by supervisors and heads.
create policy work_items_read on app.work_items for select to palermo_api using (agency_id = (select working_agency from authz.me)
  and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]))
  and (assignee_id is null or assignee_id = any ((select carries from authz.me)::uuid[]) or (select sees_team from authz.me)));
comment on policy work_items_read on app.work_items is
  'Work items are read in their agency: unassigned ones by all, assigned ones by the assignee and deputy, all by supervisors and heads; never by a person barred from the case.';
create policy work_items_compartment on app.work_items as restrictive for select to palermo_api
  using (authz.compartment_of_kind(subject_kind) = 'C0' or authz.in_case(case_id, authz.compartment_of_kind(subject_kind)));
comment on policy work_items_compartment on app.work_items is
  'Work items of a record type in a compartment are read only by those who may read that compartment of the case.';

call app.force_row_security('app.counters');
grant select on app.counters to palermo_api, palermo_worker;
create policy counters_worker on app.counters for select to palermo_worker using (true);
comment on policy counters_worker on app.counters is
  'Jobs read counters.';
create policy counters_read on app.counters for select to palermo_api using (agency_id = (select working_agency from authz.me)
  and (assignee_id = '00000000-0000-0000-0000-000000000000' or assignee_id = any ((select carries from authz.me)::uuid[])
    or (select sees_team from authz.me)));
comment on policy counters_read on app.counters is
  'Counters are read as the work items that they count.';
create policy counters_barred on app.counters as restrictive for select to palermo_api using ((select barred = '{}' from authz.me));
comment on policy counters_barred on app.counters is
  'A person barred from any case reads no counters, since these count all cases; app.work_item_counts counts rows for such a person.';
