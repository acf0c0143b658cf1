call app.force_row_security('app.referrals');
-- A referral is read at the sender by its author and their supervisors and heads; at the receiver, once it is sent, by
-- the whole agency until it is assigned, and then by assignee, supervisors and heads. The case lead reads the referrals
-- of the case. A deputy reads what the absent person reads, except drafts. Referrals of an author who has left are read
-- by the agency like unassigned work, drafts of such an author by supervisors.
create policy referrals_read on app.referrals for select to palermo_api using (
  exists (select from authz.me where (case_id is null or case_id <> all (me.barred)) and (
    (me.working_agency = from_agency_id
      and (me.person_id = from_person_id or me.sees_team
        or (status <> 'draft' and (from_person_left or from_person_id = any (me.carries)))))
    or (me.working_agency = to_agency_id and status <> 'draft' and sent_at is not null
      and (assignee_id is null or assignee_id = any (me.carries) or me.sees_team))
    or (me.working_agency = lead_agency_id and status <> 'draft'
      and (lead_person_id is null or lead_person_id = any (me.carries) or me.sees_team)))));
comment on policy referrals_read on app.referrals is
  'Read by the author and their supervisors and heads; by the receiving agency once sent, after assignment by the assignee and supervisors; by deputies; and by the lead of the case while it runs. Drafts only by their author and those who supervise them.';
create policy referrals_write on app.referrals for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me)
    and (select working_agency is not null from authz.me));
comment on policy referrals_write on app.referrals is
  'A member of a working agency writes a referral in their own name.';
create policy referrals_move on app.referrals for update to palermo_api
  using ((select agency_id from authz.me) in (from_agency_id, to_agency_id, lead_agency_id));
comment on policy referrals_move on app.referrals is
  'Sender, receiver and lead change a referral; app.guard_referral checks which of them may make which change.';
grant select, insert on app.referrals to palermo_api;
grant update (version, status, answers, to_agency_id, assignee_id, case_id, case_reference, lead_agency_id, lead_person_id, urgency, child_procedure,
  age_band, needs, services, language, interpreter, sex, accompanied, kind, decline_reason, withdrawal_reason, onward_agency_id, phone_accepted_at,
  phone_confirmed_at, updated_at, sent_at, acknowledged_at, accepted_at, started_at, ended_at) on app.referrals to palermo_api;
create policy referrals_worker on app.referrals for select to palermo_worker using (true);
comment on policy referrals_worker on app.referrals is
  'Jobs read referrals; grants leave out the answers.';
create policy referrals_returned on app.referrals for update to palermo_worker using (true);
comment on policy referrals_returned on app.referrals is
  'Jobs return or end referrals whose deadline ran out.';
-- Jobs may read ids, dates and the columns that decide whether an unanswered referral may be ended, but no answers of
-- the form.
grant select (id, version, status, case_id, case_reference, from_agency_id, from_person_id, to_agency_id, assignee_id, lead_agency_id, lead_person_id,
  urgency, child_procedure, phone_accepted_at) on app.referrals to palermo_worker;
grant update (version, status, updated_at, ended_at, withdrawal_reason) on app.referrals to palermo_worker;
grant update (purpose, legal_basis) on app.referrals to palermo_api;
create policy referrals_barred on app.referrals as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy referrals_barred on app.referrals is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.referral_outcomes');
create policy referral_outcomes_read on app.referral_outcomes for select to palermo_api using (authz.sees_referral(referral_id));
comment on policy referral_outcomes_read on app.referral_outcomes is
  'Outcomes are read by readers of the referral.';
create policy referral_outcomes_wish on app.referral_outcomes for insert to palermo_api
  with check (exists (select from app.referrals r where r.id = referral_id));
comment on policy referral_outcomes_wish on app.referral_outcomes is
  'Readers of a referral record wished outcomes.';
create policy referral_outcomes_score on app.referral_outcomes for update to palermo_api
  using (exists (select from app.referrals r where r.id = referral_id));
comment on policy referral_outcomes_score on app.referral_outcomes is
  'Readers of a referral score outcomes.';
grant select, insert, update (score) on app.referral_outcomes to palermo_api;

call app.force_row_security('app.not_referred');
create policy not_referred_read on app.not_referred for select to palermo_api using (agency_id = (select agency_id from authz.me));
comment on policy not_referred_read on app.not_referred is
  'An agency reads its own number of persons not referred.';
grant select on app.not_referred to palermo_api;

call app.force_row_security('app.referral_messages');
create policy referral_messages_read on app.referral_messages for select to palermo_api
  using (authz.reads_message(referral_id, kind, author_id, at));
comment on policy referral_messages_read on app.referral_messages is
  'Messages are read by the sender and the receiver of the referral, and not by others on the case.';
create policy referral_messages_write on app.referral_messages for insert to palermo_api
  with check (agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me) and at <= app.now()
    and case kind when 'meeting-point' then authz.end_of_referral(referral_id) = 'from' else authz.end_of_referral(referral_id) is not null end
    and exists (select from app.referrals r where r.id = referral_id and r.status in ('sent', 'received', 'queried', 'accepted', 'in-service')));
comment on policy referral_messages_write on app.referral_messages is
  'Sender and receiver write messages in their own name while the referral runs; the meeting point only the sender.';
grant select, insert on app.referral_messages to palermo_api;
