call app.force_row_security('app.cases');
create policy cases_read on app.cases for select to palermo_api using (authz.in_case(id, 'C0'));
comment on policy cases_read on app.cases is
  'Readers of C0 of a case read it.';
create policy cases_open on app.cases for insert to palermo_api
  with check (lead_agency_id = (select agency_id from authz.me) and (select working_agency is not null from authz.me));
comment on policy cases_open on app.cases is
  'A member of a working agency opens a case that their agency leads.';
create policy cases_move on app.cases for update to palermo_api using (authz.in_case(id, 'C0'));
comment on policy cases_move on app.cases is
  'Readers of C0 change a case; triggers check which change each of them may make.';
grant select on app.cases to palermo_api;
-- Jobs may read which agency leads a case and the dates of the case, but not who the person is.
grant select (id, version, status, reference, lead_agency_id, lead_person_id, child_procedure, urgency, agency_only) on app.cases to palermo_worker;
grant insert on app.cases to palermo_api;
grant update (status, version, lead_person_id, closing_reason, reopening_reason, agency_only, closed_at, updated_at) on app.cases to palermo_api;
create policy cases_worker on app.cases for select to palermo_worker using (true);
comment on policy cases_worker on app.cases is
  'Jobs read cases; grants limit the columns.';
create policy cases_barred on app.cases as restrictive for update to palermo_api
  using (id is null or id <> all ((select barred from authz.me)::uuid[]));
comment on policy cases_barred on app.cases is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.case_members');
-- Members read only that part of the team which they may know of. Barred persons, and staff of the agency who are not
-- on the case, must not learn from the team list that there is a case.
create policy case_members_read on app.case_members for select to palermo_api using (
  (agency_id = (select working_agency from authz.me) and (person_id = (select person_id from authz.me) or (select sees_team from authz.me))
    and case_id <> all ((select barred from authz.me)::uuid[]))
  or case when agency_id = (select working_agency from authz.me) then authz.in_case(case_id, 'C0') else authz.knows(case_id, agency_id) end);
comment on policy case_members_read on app.case_members is
  'A person reads their own membership, supervisors and heads that of their agency, and the team that of agencies it may know of.';
grant select on app.case_members to palermo_api;
create policy case_members_worker on app.case_members for select to palermo_worker using (compartment = 'C0');
comment on policy case_members_worker on app.case_members is
  'Jobs read who is on the team of a case, but nothing in its compartments.';
grant select (case_id, agency_id, person_id, compartment, until_at) on app.case_members to palermo_worker;

call app.force_row_security('app.grants');
create policy grants_read on app.grants for select to palermo_api using (authz.knows(case_id, agency_id));
comment on policy grants_read on app.grants is
  'Grants are read by those who may know that the agency is on the case.';
grant select on app.grants to palermo_api;

call app.force_row_security('app.persons');

call app.force_row_security('app.case_persons');
create policy case_persons_read on app.case_persons for select to palermo_api using (authz.in_case(case_id, 'C1'));
comment on policy case_persons_read on app.case_persons is
  'Readers of C1 read the person of a case.';
create policy case_persons_change on app.case_persons for update to palermo_api using (authz.in_case(case_id, 'C1'));
comment on policy case_persons_change on app.case_persons is
  'Readers of C1 correct the person of a case.';
grant select, update (birth_year, sex, nationality, identity) on app.case_persons to palermo_api;
create policy case_persons_barred on app.case_persons as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy case_persons_barred on app.case_persons is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.case_tokens');
create policy case_tokens_read on app.case_tokens for select to palermo_api using (authz.in_case(case_id, 'C1'));
comment on policy case_tokens_read on app.case_tokens is
  'Readers of C1 read the blind index of a name.';
create policy case_tokens_add on app.case_tokens for insert to palermo_api with check (authz.in_case(case_id, 'C1'));
comment on policy case_tokens_add on app.case_tokens is
  'Readers of C1 add to the blind index of a name.';
grant select, insert on app.case_tokens to palermo_api;

call app.force_row_security('app.case_milestones');
create policy case_milestones_read on app.case_milestones for select to palermo_api using (authz.in_case(case_id, compartment));
comment on policy case_milestones_read on app.case_milestones is
  'Milestones are read in their compartment.';
create policy case_milestones_add on app.case_milestones for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and agency_id = (select agency_id from authz.me));
comment on policy case_milestones_add on app.case_milestones is
  'Readers of its compartment add a milestone for their agency.';
grant select, insert on app.case_milestones to palermo_api;
create policy case_milestones_of_removal on app.case_milestones as restrictive for select to palermo_api using (
  stage <> 'bar-to-removal' or agency_id = (select working_agency from authz.me) or not authz.only_asks());
comment on policy case_milestones_of_removal on app.case_milestones is
  'Sectors that may only ask about removal do not read milestones about removal, except those of their own agency.';
create policy case_milestones_kept on app.case_milestones as restrictive for insert to palermo_api with check (
  track <> 'protection' or authz.keeps_protection()
  or (stage = 'met' and exists (select from app.cases c where c.id = case_id and c.xmin = pg_current_xact_id()::xid and c.version = 1)));
comment on policy case_milestones_kept on app.case_milestones is
  'Milestones of protection are added by sectors that protect, and the first one by the opener of the case in the same transaction.';

call app.force_row_security('app.case_exploitations');
create policy case_exploitations_read on app.case_exploitations for select to palermo_api using (authz.in_case(case_id, 'C1'));
comment on policy case_exploitations_read on app.case_exploitations is
  'Readers of C1 read forms of exploitation.';
create policy case_exploitations_write on app.case_exploitations for insert to palermo_api
  with check (authz.in_case(case_id, 'C1') and ended_at is null
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
comment on policy case_exploitations_write on app.case_exploitations is
  'Readers of C1 record forms of exploitation in their own name.';
create policy case_exploitations_end on app.case_exploitations for update to palermo_api using (authz.in_case(case_id, 'C1'));
comment on policy case_exploitations_end on app.case_exploitations is
  'Readers of C1 end a recorded form of exploitation.';
grant select, insert, update (ended_at) on app.case_exploitations to palermo_api;
create policy case_exploitations_barred on app.case_exploitations as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy case_exploitations_barred on app.case_exploitations is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.former_leads');

call app.force_row_security('app.earlier_entries');
create policy earlier_entries_read on app.earlier_entries for select to palermo_api
  using ((select working_agency from authz.me) in (agency_id, opened_agency_id) and authz.in_case(case_id, 'C0'));
comment on policy earlier_entries_read on app.earlier_entries is
  'Read by the agency to which earlier entries were opened and by the one that opened them.';
grant select on app.earlier_entries to palermo_api;

call app.force_row_security('app.person_changes');
create policy person_changes_read on app.person_changes for select to palermo_api using (authz.in_case(case_id, 'C1'));
comment on policy person_changes_read on app.person_changes is
  'Readers of C1 read corrections of the person.';
create policy person_changes_write on app.person_changes for insert to palermo_api
  with check (authz.in_case(case_id, 'C1')
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
comment on policy person_changes_write on app.person_changes is
  'Readers of C1 record a correction in their own name.';
-- Corrections cannot be changed or deleted once they are recorded.
grant select, insert on app.person_changes to palermo_api;
