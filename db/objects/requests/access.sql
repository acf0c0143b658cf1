call app.wall('app.requests');
-- Seen by whoever asked and those who answer for them, and by those who answer for the wall, as far as they see the case.
create policy requests_read on app.requests for select to palermo_api using (
  case_id <> all ((select barred from authz.me)::uuid[])
  and exists (select from authz.me where
    (me.working_agency = from_agency_id and (me.person_id = from_person_id or me.sees_team))
    or (me.working_agency = owner_agency_id and authz.in_case(case_id, 'C0'))));
create policy requests_ask on app.requests for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me));
create policy requests_move on app.requests for update to palermo_api
  using ((select working_agency from authz.me) in (from_agency_id, owner_agency_id));
grant select, insert, update (version, status, refusal_reason, updated_at, answered_at) on app.requests to palermo_api;
create policy requests_barred on app.requests as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
