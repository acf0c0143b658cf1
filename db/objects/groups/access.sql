call app.force_row_security('app.groups');
create policy groups_read on app.groups for select to palermo_api using (authz.knows_group(id));
comment on policy groups_read on app.groups is
  'A group is read by those who may read the identity of a member.';
create policy groups_make on app.groups for insert to palermo_api
  with check (agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me)
    and (select working_agency is not null from authz.me));
comment on policy groups_make on app.groups is
  'A member of a working agency makes a group in their own name.';
create policy groups_change on app.groups for update to palermo_api using (authz.knows_group(id));
comment on policy groups_change on app.groups is
  'Actors who may know a group (authz.knows_group) change it.';
grant select, insert, update (kind, wish, updated_at) on app.groups to palermo_api;

call app.force_row_security('app.group_members');
create policy group_members_read on app.group_members for select to palermo_api using (authz.in_case(case_id, 'C1'));
comment on policy group_members_read on app.group_members is
  'A membership is read in C1 of its case.';
create policy group_members_add on app.group_members for insert to palermo_api
  with check (authz.in_case(case_id, 'C1') and authz.knows_group(group_id) and left_at is null
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
comment on policy group_members_add on app.group_members is
  'Readers of C1 of the case add the case to a group that they know.';
create policy group_members_leave on app.group_members for update to palermo_api using (authz.in_case(case_id, 'C1'));
comment on policy group_members_leave on app.group_members is
  'Readers of C1 of the case take the case out of a group.';
grant select, insert, update (left_at) on app.group_members to palermo_api;
create policy group_members_barred on app.group_members as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy group_members_barred on app.group_members is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
