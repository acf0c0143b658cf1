call app.wall('app.case_links');
-- Seen by those who stand behind its wall at both ends: to everybody else neither end tells of the other.
create policy case_links_read on app.case_links for select to palermo_api
  using (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment));
create policy case_links_make on app.case_links for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment) and ended_at is null
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
create policy case_links_end on app.case_links for update to palermo_api
  using (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment));
grant select, insert, update (ended_at) on app.case_links to palermo_api;
create policy case_links_barred on app.case_links as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
