call app.force_row_security('app.requests');
create policy requests_read on app.requests for select to palermo_api using (
  case_id <> all ((select barred from authz.me)::uuid[])
  and exists (select from authz.me where
    (me.working_agency = from_agency_id and (me.person_id = from_person_id or me.sees_team))
    or (me.working_agency = owner_agency_id and authz.in_case(case_id, 'C0'))));
comment on policy requests_read on app.requests is
  'Read by the asker and their supervisors and heads, and by members of the answering agency, as far as they read the case.';
create policy requests_ask on app.requests for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me));
comment on policy requests_ask on app.requests is
  'A person asks for access in their own name.';
create policy requests_move on app.requests for update to palermo_api
  using ((select working_agency from authz.me) in (from_agency_id, owner_agency_id));
comment on policy requests_move on app.requests is
  'The asking and the answering agency change a request; app.guard_request checks which of the two may make which change.';
grant select, insert, update (version, status, refusal_reason, updated_at, answered_at) on app.requests to palermo_api;
create policy requests_barred on app.requests as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy requests_barred on app.requests is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
