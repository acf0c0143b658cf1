call app.wall('app.cases');
create policy cases_read on app.cases for select to palermo_api using (authz.in_case(id, 'C0'));
-- Only the sender of a referral, or a lead agency, opens a case, and then leads it.
create policy cases_open on app.cases for insert to palermo_api
  with check (lead_agency_id = (select agency_id from authz.me) and (select working_agency is not null from authz.me));
create policy cases_move on app.cases for update to palermo_api using (authz.in_case(id, 'C0'));
grant select on app.cases to palermo_api;
-- A job needs to know whose case it is and when, not who the person is.
grant select (id, version, status, reference, lead_agency_id, lead_person_id, child_procedure, urgency, agency_only) on app.cases to palermo_worker;
grant insert on app.cases to palermo_api;
grant update (status, version, lead_person_id, closing_reason, reopening_reason, agency_only, closed_at, updated_at) on app.cases to palermo_api;
create policy cases_worker on app.cases for select to palermo_worker using (true);
create policy cases_barred on app.cases as restrictive for update to palermo_api
  using (id is null or id <> all ((select barred from authz.me)::uuid[]));

call app.wall('app.case_members');
-- Of the team its members see those that they may know of. That an agency is on a case also tells its other people, and the
-- barred, that there is one.
create policy case_members_read on app.case_members for select to palermo_api using (
  (agency_id = (select working_agency from authz.me) and (person_id = (select person_id from authz.me) or (select sees_team from authz.me))
    and case_id <> all ((select barred from authz.me)::uuid[]))
  or case when agency_id = (select working_agency from authz.me) then authz.in_case(case_id, 'C0') else authz.knows(case_id, agency_id) end);
grant select on app.case_members to palermo_api;
-- Who is on the team of a case, to tell them of it; what stands behind its walls stays there.
create policy case_members_worker on app.case_members for select to palermo_worker using (compartment = 'C0');
grant select (case_id, agency_id, person_id, compartment, until_at) on app.case_members to palermo_worker;

call app.wall('app.grants');
create policy grants_read on app.grants for select to palermo_api using (authz.knows(case_id, agency_id));
grant select on app.grants to palermo_api;

call app.wall('app.persons');

call app.wall('app.case_persons');
create policy case_persons_read on app.case_persons for select to palermo_api using (authz.in_case(case_id, 'C1'));
create policy case_persons_change on app.case_persons for update to palermo_api using (authz.in_case(case_id, 'C1'));
grant select, update (birth_year, sex, nationality, identity) on app.case_persons to palermo_api;
create policy case_persons_barred on app.case_persons as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));

call app.wall('app.case_tokens');
create policy case_tokens_read on app.case_tokens for select to palermo_api using (authz.in_case(case_id, 'C1'));
create policy case_tokens_add on app.case_tokens for insert to palermo_api with check (authz.in_case(case_id, 'C1'));
grant select, insert on app.case_tokens to palermo_api;

call app.wall('app.case_milestones');
create policy case_milestones_read on app.case_milestones for select to palermo_api using (authz.in_case(case_id, compartment));
create policy case_milestones_add on app.case_milestones for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and agency_id = (select agency_id from authz.me));
grant select, insert on app.case_milestones to palermo_api;
create policy case_milestones_of_removal on app.case_milestones as restrictive for select to palermo_api using (
  stage <> 'bar-to-removal' or agency_id = (select working_agency from authz.me) or not authz.only_asks());
-- That somebody was met is recorded by whoever opens the case, in that very transaction.
create policy case_milestones_kept on app.case_milestones as restrictive for insert to palermo_api with check (
  track <> 'protection' or authz.keeps_protection()
  or (stage = 'met' and exists (select from app.cases c where c.id = case_id and c.xmin = pg_current_xact_id()::xid and c.version = 1)));

call app.wall('app.case_exploitations');
create policy case_exploitations_read on app.case_exploitations for select to palermo_api using (authz.in_case(case_id, 'C1'));
create policy case_exploitations_write on app.case_exploitations for insert to palermo_api
  with check (authz.in_case(case_id, 'C1') and ended_at is null
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
create policy case_exploitations_end on app.case_exploitations for update to palermo_api using (authz.in_case(case_id, 'C1'));
grant select, insert, update (ended_at) on app.case_exploitations to palermo_api;
create policy case_exploitations_barred on app.case_exploitations as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));

call app.wall('app.former_leads');

call app.wall('app.earlier_entries');
-- Told to the agency that it was opened to, and to the one that opened it.
create policy earlier_entries_read on app.earlier_entries for select to palermo_api
  using ((select working_agency from authz.me) in (agency_id, opened_agency_id) and authz.in_case(case_id, 'C0'));
grant select on app.earlier_entries to palermo_api;

call app.wall('app.person_changes');
create policy person_changes_read on app.person_changes for select to palermo_api using (authz.in_case(case_id, 'C1'));
create policy person_changes_write on app.person_changes for insert to palermo_api
  with check (authz.in_case(case_id, 'C1')
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
-- Nobody changes or removes what was known before.
grant select, insert on app.person_changes to palermo_api;
