call app.wall('app.referrals');
-- The sender: whoever wrote it, and those who answer for them. The receiver: everybody there until it is assigned, then
-- the assignee and those who answer for the team; never before it is sent. The lead of the case sees what runs in it.
-- A deputy has the work of whoever is away as if it were their own, but no draft of theirs. What somebody sent who has left is
-- followed up by whoever works there, as unassigned work is; their drafts stay with those who answer for the team.
create policy referrals_read on app.referrals for select to palermo_api using (
  exists (select from authz.me where (case_id is null or case_id <> all (me.barred)) and (
    (me.working_agency = from_agency_id
      and (me.person_id = from_person_id or me.sees_team
        or (status <> 'draft' and (from_person_left or from_person_id = any (me.carries)))))
    or (me.working_agency = to_agency_id and status <> 'draft' and sent_at is not null
      and (assignee_id is null or assignee_id = any (me.carries) or me.sees_team))
    or (me.working_agency = lead_agency_id and status <> 'draft'
      and (lead_person_id is null or lead_person_id = any (me.carries) or me.sees_team)))));
create policy referrals_write on app.referrals for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me)
    and (select working_agency is not null from authz.me));
create policy referrals_move on app.referrals for update to palermo_api
  using ((select agency_id from authz.me) in (from_agency_id, to_agency_id, lead_agency_id));
grant select, insert on app.referrals to palermo_api;
grant update (version, status, answers, to_agency_id, assignee_id, case_id, case_reference, lead_agency_id, lead_person_id, urgency, child_procedure,
  age_band, needs, services, language, interpreter, sex, accompanied, kind, decline_reason, withdrawal_reason, onward_agency_id, phone_accepted_at,
  phone_confirmed_at, updated_at, sent_at, acknowledged_at, accepted_at, started_at, ended_at) on app.referrals to palermo_api;
create policy referrals_worker on app.referrals for select to palermo_worker using (true);
create policy referrals_returned on app.referrals for update to palermo_worker using (true);
-- Ids, dates, and what decides whether silence may end it; no answer.
grant select (id, version, status, case_id, case_reference, from_agency_id, from_person_id, to_agency_id, assignee_id, lead_agency_id, lead_person_id,
  urgency, child_procedure, phone_accepted_at) on app.referrals to palermo_worker;
grant update (version, status, updated_at, ended_at, withdrawal_reason) on app.referrals to palermo_worker;
grant update (purpose, legal_basis) on app.referrals to palermo_api;
create policy referrals_barred on app.referrals as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));

call app.wall('app.referral_outcomes');
create policy referral_outcomes_read on app.referral_outcomes for select to palermo_api using (authz.sees_referral(referral_id));
create policy referral_outcomes_wish on app.referral_outcomes for insert to palermo_api
  with check (exists (select from app.referrals r where r.id = referral_id));
create policy referral_outcomes_score on app.referral_outcomes for update to palermo_api
  using (exists (select from app.referrals r where r.id = referral_id));
grant select, insert, update (score) on app.referral_outcomes to palermo_api;

call app.wall('app.not_referred');
create policy not_referred_read on app.not_referred for select to palermo_api using (agency_id = (select agency_id from authz.me));
grant select on app.not_referred to palermo_api;

call app.wall('app.referral_messages');
-- The two ends of the referral, and nobody else of its case.
create policy referral_messages_read on app.referral_messages for select to palermo_api
  using (authz.reads_message(referral_id, kind, author_id, at));
-- Written at one of the two ends while the referral runs; the meeting point by its sender alone.
create policy referral_messages_write on app.referral_messages for insert to palermo_api
  with check (agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me) and at <= app.now()
    and case kind when 'meeting-point' then authz.end_of_referral(referral_id) = 'from' else authz.end_of_referral(referral_id) is not null end
    and exists (select from app.referrals r where r.id = referral_id and r.status in ('sent', 'received', 'queried', 'accepted', 'in-service')));
grant select, insert on app.referral_messages to palermo_api;
