call app.wall('app.contacts');
-- Tries are read by those who may know who she is.
create policy contacts_read on app.contacts for select to palermo_api using (authz.in_case(case_id, 'C1') and authz.reads_entry('contact', id, case_id, agency_id, audience, recorded_at));
create policy contacts_log on app.contacts for insert to palermo_api
  with check (authz.in_case(case_id, 'C1') and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me)
    and struck_at is null);
-- A line is taken back by its own hand alone.
create policy contacts_strike on app.contacts for update to palermo_api
  using (person_id = (select person_id from authz.me) and authz.in_case(case_id, 'C1'));
grant select, insert, update (struck_at) on app.contacts to palermo_api;
create policy contacts_barred on app.contacts as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
