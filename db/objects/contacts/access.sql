call app.force_row_security('app.contacts');
create policy contacts_read on app.contacts for select to palermo_api using (authz.in_case(case_id, 'C1') and authz.reads_entry('contact', id, case_id, agency_id, audience, recorded_at));
comment on policy contacts_read on app.contacts is
  'Contacts are read in C1, by readers in the audience of the entry.';
create policy contacts_log on app.contacts for insert to palermo_api
  with check (authz.in_case(case_id, 'C1') and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me)
    and struck_at is null);
comment on policy contacts_log on app.contacts is
  'Readers of C1 record contacts in their own name.';
create policy contacts_strike on app.contacts for update to palermo_api
  using (person_id = (select person_id from authz.me) and authz.in_case(case_id, 'C1'));
comment on policy contacts_strike on app.contacts is
  'The author takes a contact back.';
grant select, insert, update (struck_at) on app.contacts to palermo_api;
create policy contacts_barred on app.contacts as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy contacts_barred on app.contacts is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
