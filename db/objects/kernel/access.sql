call app.force_row_security('app.clock');

call app.force_row_security('app.task_force');
create policy task_force_read on app.task_force for select to palermo_api, palermo_worker, palermo_keys using (true);
comment on policy task_force_read on app.task_force is
  'All logins read the task force.';
grant select on app.task_force to palermo_api, palermo_worker, palermo_keys;

call app.force_row_security('app.events');
-- Events of a referral are visible to its sender, receiver and lead while each takes part in the referral, and to no
-- other member of the case team (docs/decisions/0041). Other events of a case are visible to readers of their
-- compartment who may know that the acting agency is on the case (docs/decisions/0039). Events of deadlines have no
-- actor.
create policy events_read on app.events for select to palermo_api using (
  (subject_kind = 'referral' and authz.hears_of_referral(subject_id, at))
  or (subject_kind <> 'referral' and case_id is not null and authz.in_case(case_id, compartment)
    and (agency_id is null or authz.knows(case_id, agency_id))
    and (subject_kind <> 'document' or authz.sees_document(subject_id))));
comment on policy events_read on app.events is
  'Events of a referral are read by its parties. Other events are read by readers of their compartment who may know of the acting agency and see the document that the event is about.';
grant select on app.events to palermo_api;
create policy events_of_removal on app.events as restrictive for select to palermo_api using (
  not authz.tells_of_removal(subject_kind, action, changes) or agency_id = (select working_agency from authz.me) or not authz.only_asks());
comment on policy events_of_removal on app.events is
  'Sectors that may only ask about removal do not read events about removal, except those of their own agency.';

call app.force_row_security('app.outbox');
create policy outbox_worker on app.outbox for select to palermo_worker using (true);
comment on policy outbox_worker on app.outbox is
  'Jobs read the outbox.';
create policy outbox_sent on app.outbox for update to palermo_worker using (true);
comment on policy outbox_sent on app.outbox is
  'Jobs mark entries of the outbox as sent.';
grant select, update (sent_at) on app.outbox to palermo_worker;
create policy outbox_raise on app.outbox for insert to palermo_worker with check (queue = 'notices');
comment on policy outbox_raise on app.outbox is
  'Jobs add notices of deadlines to the outbox.';
grant insert (queue, name, payload), update (done_at) on app.outbox to palermo_worker;

call app.force_row_security('app.idempotency');
create policy idempotency_own on app.idempotency for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
comment on policy idempotency_own on app.idempotency is
  'A repeated request is answered from the stored result only for the same person.';
grant select, insert on app.idempotency to palermo_api;

call app.force_row_security('app.texts_c1');
-- Texts of a draft referral are read by its author alone; every other text by readers of its compartment who belong to
-- the audience of its entry.
create policy texts_c1_read on app.texts_c1 for select to palermo_api using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C1')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
comment on policy texts_c1_read on app.texts_c1 is
  'Texts in C1 are read by readers in the audience of their entry; texts of a draft referral by its author.';
-- Every member of a case may write in a compartment, also in one that they may not read, so that a nurse can pass on
-- what the person said. A text is written with its record and belongs to the same case: no text can be added to another
-- author's record.
create policy texts_c1_write on app.texts_c1 for insert to palermo_api with check (
  owner_agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
  and case when subject_kind = 'referral' then exists (select from app.referrals r where r.id = subject_id
      and (r.case_id = texts_c1.case_id or (texts_c1.case_id is null and r.status = 'draft')))
    else case_id is not null and authz.in_case(case_id, 'C0') and authz.written_now(subject_kind, subject_id, case_id, compartment) end);
comment on policy texts_c1_write on app.texts_c1 is
  'A person on the case writes texts in C1 with the entry that they belong to, also where they may not read C1.';
create policy texts_c1_redraft on app.texts_c1 for delete to palermo_api
  using (subject_kind = 'referral' and case_id is null and author_id = (select person_id from authz.me));
comment on policy texts_c1_redraft on app.texts_c1 is
  'The author of a draft referral rewrites its texts.';
grant select, insert, delete on app.texts_c1 to palermo_api;

call app.force_row_security('app.texts_c2');
create policy texts_c2_read on app.texts_c2 for select to palermo_api using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C2')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
comment on policy texts_c2_read on app.texts_c2 is
  'Texts in C2 are read by readers in the audience of their entry; texts of a draft referral by its author.';
create policy texts_c2_write on app.texts_c2 for insert to palermo_api with check (
  owner_agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
  and case when subject_kind = 'referral' then exists (select from app.referrals r where r.id = subject_id
      and (r.case_id = texts_c2.case_id or (texts_c2.case_id is null and r.status = 'draft')))
    else case_id is not null and authz.in_case(case_id, 'C0') and authz.written_now(subject_kind, subject_id, case_id, compartment) end);
comment on policy texts_c2_write on app.texts_c2 is
  'A person on the case writes texts in C2 with the entry that they belong to, also where they may not read C2.';
create policy texts_c2_redraft on app.texts_c2 for delete to palermo_api
  using (subject_kind = 'referral' and case_id is null and author_id = (select person_id from authz.me));
comment on policy texts_c2_redraft on app.texts_c2 is
  'The author of a draft referral rewrites its texts.';
grant select, insert, delete on app.texts_c2 to palermo_api;

call app.force_row_security('app.texts_c3');
create policy texts_c3_read on app.texts_c3 for select to palermo_api using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C3')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
comment on policy texts_c3_read on app.texts_c3 is
  'Texts in C3 are read by readers in the audience of their entry; texts of a draft referral by its author.';
create policy texts_c3_write on app.texts_c3 for insert to palermo_api with check (
  owner_agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
  and case when subject_kind = 'referral' then exists (select from app.referrals r where r.id = subject_id
      and (r.case_id = texts_c3.case_id or (texts_c3.case_id is null and r.status = 'draft')))
    else case_id is not null and authz.in_case(case_id, 'C0') and authz.written_now(subject_kind, subject_id, case_id, compartment) end);
comment on policy texts_c3_write on app.texts_c3 is
  'A person on the case writes texts in C3 with the entry that they belong to, also where they may not read C3.';
create policy texts_c3_redraft on app.texts_c3 for delete to palermo_api
  using (subject_kind = 'referral' and case_id is null and author_id = (select person_id from authz.me));
comment on policy texts_c3_redraft on app.texts_c3 is
  'The author of a draft referral rewrites its texts.';
grant select, insert, delete on app.texts_c3 to palermo_api;

call app.force_row_security('app.texts_c4');
create policy texts_c4_read on app.texts_c4 for select to palermo_api using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C4')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
comment on policy texts_c4_read on app.texts_c4 is
  'Texts in C4 are read by readers in the audience of their entry; texts of a draft referral by its author.';
create policy texts_c4_write on app.texts_c4 for insert to palermo_api with check (
  owner_agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
  and case when subject_kind = 'referral' then exists (select from app.referrals r where r.id = subject_id
      and (r.case_id = texts_c4.case_id or (texts_c4.case_id is null and r.status = 'draft')))
    else case_id is not null and authz.in_case(case_id, 'C0') and authz.written_now(subject_kind, subject_id, case_id, compartment) end);
comment on policy texts_c4_write on app.texts_c4 is
  'A person on the case writes texts in C4 with the entry that they belong to, also where they may not read C4.';
create policy texts_c4_redraft on app.texts_c4 for delete to palermo_api
  using (subject_kind = 'referral' and case_id is null and author_id = (select person_id from authz.me));
comment on policy texts_c4_redraft on app.texts_c4 is
  'The author of a draft referral rewrites its texts.';
grant select, insert, delete on app.texts_c4 to palermo_api;

call app.force_row_security('app.texts_c5');
create policy texts_c5_read on app.texts_c5 for select to palermo_api using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C5')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
comment on policy texts_c5_read on app.texts_c5 is
  'Texts in C5 are read by readers in the audience of their entry; texts of a draft referral by its author.';
create policy texts_c5_write on app.texts_c5 for insert to palermo_api with check (
  owner_agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
  and case when subject_kind = 'referral' then exists (select from app.referrals r where r.id = subject_id
      and (r.case_id = texts_c5.case_id or (texts_c5.case_id is null and r.status = 'draft')))
    else case_id is not null and authz.in_case(case_id, 'C0') and authz.written_now(subject_kind, subject_id, case_id, compartment) end);
comment on policy texts_c5_write on app.texts_c5 is
  'A person on the case writes texts in C5 with the entry that they belong to, also where they may not read C5.';
create policy texts_c5_redraft on app.texts_c5 for delete to palermo_api
  using (subject_kind = 'referral' and case_id is null and author_id = (select person_id from authz.me));
comment on policy texts_c5_redraft on app.texts_c5 is
  'The author of a draft referral rewrites its texts.';
grant select, insert, delete on app.texts_c5 to palermo_api;

call app.force_row_security('app.texts_c6a');

call app.force_row_security('app.texts_c6b');

call app.force_row_security('app.texts_c7');

call app.force_row_security('app.texts_c8');

call app.force_row_security('app.acts');

call app.force_row_security('app.watched');

call app.force_row_security('app.act_parties');

call app.force_row_security('app.act_permissions');
