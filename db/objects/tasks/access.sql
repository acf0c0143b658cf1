create policy tasks_write on app.tasks for insert to palermo_api
  with check (authz.in_case(case_id, 'C0') and agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and case_reference = (select c.reference from app.cases c where c.id = tasks.case_id)
    and (assignee_id is null or exists (select from app.people p where p.id = tasks.assignee_id and p.agency_id = tasks.agency_id)));
comment on policy tasks_write on app.tasks is
  'A reader of C0 writes a task for their agency in their own name.';
create policy tasks_move on app.tasks for update to palermo_api
  using (agency_id = (select agency_id from authz.me) and authz.in_case(case_id, 'C0'))
  with check (agency_id = (select agency_id from authz.me)
    and (assignee_id is null or exists (select from app.people p where p.id = tasks.assignee_id and p.agency_id = tasks.agency_id)));
comment on policy tasks_move on app.tasks is
  'A task is changed by its agency, and assigned to members who may be given it.';
grant select, insert, update (version, status, assignee_id, due_at, updated_at) on app.tasks to palermo_api;
