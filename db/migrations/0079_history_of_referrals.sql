-- What became of a referral is seen by whoever sees the referral, and by nobody else of the case's team. Until now the
-- history of a case told everybody on its team that a referral had been sent, by whom, when, and why it was declined, also
-- where the referral itself is none of theirs: an officer of immigration read there that the police had asked somebody.
set role palermo_definer;
drop policy events_read on app.events;
create policy events_read on app.events for select to palermo_api using (
  (subject_kind = 'referral' and exists (select from app.referrals r where r.id = subject_id))
  or (subject_kind <> 'referral' and case_id is not null and authz.in_case(case_id, compartment)));
reset role;
