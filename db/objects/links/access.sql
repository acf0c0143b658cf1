call app.force_row_security('app.case_links');
create policy case_links_read on app.case_links for select to palermo_api
  using (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment));
comment on policy case_links_read on app.case_links is
  'A link is read by those who read its compartment in both cases.';
create policy case_links_make on app.case_links for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment) and ended_at is null
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
comment on policy case_links_make on app.case_links is
  'Readers of the compartment in both cases make a link in their own name.';
create policy case_links_end on app.case_links for update to palermo_api
  using (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment));
comment on policy case_links_end on app.case_links is
  'Readers of the compartment in both cases end a link.';
grant select, insert, update (ended_at) on app.case_links to palermo_api;
create policy case_links_barred on app.case_links as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy case_links_barred on app.case_links is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
