call app.force_row_security('authz.appointments');

call app.force_row_security('authz.founding');

call app.force_row_security('app.approvals');
-- Readers of an approval: the asker with their supervisors and heads; the heads and administrators of the agency that
-- is asked; administrators, if the approval is about accounts or quick exit; every head, administrator and auditor, if
-- an action was done without approval; and auditors always, since an approval holds no free text.
create policy approvals_read on app.approvals for select to palermo_api using (exists (select from authz.me where
  (about_case_id is null or about_case_id <> all (me.barred))
  and (from_person_id = me.person_id or (from_agency_id = me.agency_id and me.sees_team)
    or (to_agency_id = me.agency_id and me.function in ('head', 'administrator'))
    or (alone and me.function in ('head', 'administrator')) or (kind in ('account', 'exit-page') and me.administers) or me.function = 'auditor')));
comment on policy approvals_read on app.approvals is
  'The asker, their supervisors and heads, the agency that is asked and auditors read an approval; acts without approval also every head and administrator; approvals about accounts or quick exit every administrator.';
create policy approvals_ask on app.approvals for insert to palermo_api with check (from_person_id = (select person_id from authz.me));
comment on policy approvals_ask on app.approvals is
  'A person asks for an approval in their own name.';
create policy approvals_move on app.approvals for update to palermo_api
  using ((select agency_id from authz.me) in (from_agency_id, to_agency_id));
comment on policy approvals_move on app.approvals is
  'The asking and the asked agency change an approval; app.guard_approval checks which of the two may make which change.';
grant select, insert (id, kind, about_case_id, subject_id, payload), update (version, status, refusal_reason, updated_at) on app.approvals to palermo_api;
create policy approvals_worker on app.approvals for select to palermo_worker using (true);
comment on policy approvals_worker on app.approvals is
  'Jobs read approvals.';
create policy approvals_worker_moves on app.approvals for update to palermo_worker using (true);
comment on policy approvals_worker_moves on app.approvals is
  'Jobs escalate and end approvals.';
grant select, update (version, status, to_agency_id, to_person_id, tried, updated_at) on app.approvals to palermo_worker;
create policy approvals_barred on app.approvals as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy approvals_barred on app.approvals is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
create policy approvals_about_barred on app.approvals as restrictive for update to palermo_api
  using (about_case_id is null or about_case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy approvals_about_barred on app.approvals is
  'Restricts updates to approvals about cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
