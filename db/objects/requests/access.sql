create policy requests_ask on app.requests for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me));
comment on policy requests_ask on app.requests is
  'A person asks for access in their own name.';
create policy requests_move on app.requests for update to palermo_api
  using ((select working_agency from authz.me) in (from_agency_id, owner_agency_id));
comment on policy requests_move on app.requests is
  'The asking and the answering agency change a request; app.guard_request checks which of the two may make which change.';
