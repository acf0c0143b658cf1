create policy contacts_log on app.contacts for insert to palermo_api
  with check (authz.in_case(case_id, 'C1') and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me)
    and struck_at is null);
comment on policy contacts_log on app.contacts is
  'Readers of C1 record contacts in their own name.';
