-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.

call app.force_row_security('app.alerts');
create policy alerts_read on app.alerts for select to palermo_api using (exists (select from authz.me where
    (me.working_agency = from_agency_id and (me.person_id = from_person_id or me.sees_team))
    or me.working_agency = to_agency_id));
comment on policy alerts_read on app.alerts is
  'Members of the agencies that are party to it read a row of the type alert.';
create policy alerts_barred on app.alerts as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy alerts_barred on app.alerts is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.contacts');
create policy contacts_read on app.contacts for select to palermo_api using (authz.in_case(case_id, 'C1') and authz.reads_entry('contact', id, case_id, agency_id, audience, recorded_at));
comment on policy contacts_read on app.contacts is
  'Readers of its compartment who are in its audience read a row of the type contact.';
create policy contacts_change on app.contacts for update to palermo_api
  using (person_id = (select person_id from authz.me) and authz.in_case(case_id, 'C1'));
comment on policy contacts_change on app.contacts is
  'Its author takes back a row of the type contact.';
create policy contacts_barred on app.contacts as restrictive for update to palermo_api
  using (case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy contacts_barred on app.contacts is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
grant select, insert, update (struck_at) on app.contacts to palermo_api;

call app.force_row_security('app.documents');
create policy documents_read on app.documents for select to palermo_api using (authz.in_case(case_id, compartment) and authz.reads_entry('document', id, case_id, agency_id, audience, created_at));
comment on policy documents_read on app.documents is
  'Readers of its compartment who are in its audience read a row of the type document.';
create policy documents_change on app.documents for update to palermo_api
  using (agency_id = (select agency_id from authz.me) and authz.in_case(case_id, compartment));
comment on policy documents_change on app.documents is
  'The agencies whose members may act on it change a row of the type document.';
create policy documents_barred on app.documents as restrictive for update to palermo_api
  using (case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy documents_barred on app.documents is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.notes');
create policy notes_read on app.notes for select to palermo_api using (authz.in_case(case_id, compartment) and authz.reads_entry('note', id, case_id, agency_id, audience, at));
comment on policy notes_read on app.notes is
  'Readers of its compartment who are in its audience read a row of the type note.';
grant select, insert on app.notes to palermo_api;

call app.force_row_security('app.requests');
create policy requests_read on app.requests for select to palermo_api using (
  case_id <> all ((select barred from authz.me)::uuid[])
  and exists (select from authz.me where
    (me.working_agency = from_agency_id and (me.person_id = from_person_id or me.sees_team))
    or (me.working_agency = owner_agency_id and authz.in_case(case_id, 'C0'))));
comment on policy requests_read on app.requests is
  'The parties that its declaration names read a row of the type request; never a person barred from its case.';
create policy requests_barred on app.requests as restrictive for update to palermo_api
  using (case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy requests_barred on app.requests is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
grant select, insert, update (version, status, answered_at, refusal_reason, updated_at) on app.requests to palermo_api;

call app.force_row_security('app.tasks');
create policy tasks_read on app.tasks for select to palermo_api using (authz.knows(case_id, agency_id));
comment on policy tasks_read on app.tasks is
  'Its agency, and readers of the case who may know of that agency, read a row of the type task.';
create policy tasks_barred on app.tasks as restrictive for update to palermo_api
  using (case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy tasks_barred on app.tasks is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
