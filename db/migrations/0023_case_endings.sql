-- How a case ends and begins again: who left by choice and who cannot be reached have statuses of their own.
set role palermo_definer;

alter table app.cases drop constraint cases_status_check;
alter table app.cases add constraint cases_status_check check (status in ('open', 'contact-lost', 'left', 'closed'));
alter table app.cases add column reopening_reason text check (reopening_reason in (
  'came-back', 'asks-for-help', 'new-risk', 'new-information', 'decision-reconsidered', 'closed-by-mistake', 'other'));
grant update (reopening_reason) on app.cases to palermo_api;

-- Who is looked for is still somebody's work, and counts as theirs.
drop index app.cases_open;
create index cases_open on app.cases (lead_agency_id, lead_person_id) where status in ('open', 'contact-lost');
create or replace function app.work_cases(c app.work_cut) returns setof app.cases language sql stable as $$
  select k.* from app.cases k
   where k.status in ('open', 'contact-lost') and (c.scope is null or k.lead_agency_id = c.scope) and (c.agency is null or k.lead_agency_id = c.agency)
     and (c.urgency is null or k.urgency = c.urgency) and (c.child is null or k.child_procedure = c.child)
     and k.id <> all (c.barred)
$$;

-- Open work that no clock covers, or that stands on nobody's desk. There must be none.
create or replace function app.orphans() returns table (subject_kind text, subject_id uuid, why text)
language sql stable security definer set search_path = '' as $$
  with unfinished as (
    select 'case' kind, c.id from app.cases c where c.status not in ('left', 'closed')
    union all
    select 'referral', r.id from app.referrals r where r.status not in ('declined', 'withdrawn', 'completed')
    union all
    select 'task', t.id from app.tasks t where t.status not in ('done', 'cancelled')
  ), watched as (
    select u.kind, u.id,
        exists (select from app.deadlines d where d.subject_id = u.id and d.closed_at is null) clock,
        exists (select from app.desk t where t.subject_id = u.id and t.side = 'owes') owner
      from unfinished u
  )
  select w.kind, w.id, case when w.clock then 'no-owner' else 'no-clock' end from watched w
   where not (w.clock and w.owner) and (session_user <> 'palermo_api' or authz.administers())
$$;

-- Whether anything may still be asked of others in the case of this referral: its two ends may know, though they do not
-- see the case.
create function app.case_runs(referral uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from authz.me join app.referrals r on me.working_agency in (r.from_agency_id, r.to_agency_id, r.lead_agency_id)
      join app.cases c on c.id = r.case_id
    where r.id = referral and c.status in ('open', 'contact-lost'));
end $$;
revoke execute on function app.case_runs from public;
grant execute on function app.case_runs to palermo_api;

create or replace view app.referral_rows with (security_invoker = true) as
  select r.id, r.version, r.thread_id as "threadId", r.kind, r.status, r.case_id as "caseId", r.case_reference as "caseReference",
      r.from_agency_id as "fromAgencyId", r.to_agency_id as "toAgencyId", r.onward_agency_id as "onwardAgencyId",
      (select json_agg(json_build_object('id', a.id, 'name', a.label, 'sector', a.sector)) from app.agencies a
        where a.id in (r.from_agency_id, r.to_agency_id, r.onward_agency_id)) as agencies,
      r.urgency, r.child_procedure as "childProcedure", r.age_band as "ageBand", r.needs, r.services, r.language, r.interpreter,
      r.assignee_id as "assigneeId", r.sent_at as "sentAt", r.updated_at as "updatedAt",
      r.from_person_id as "fromPersonId", r.lead_agency_id as "leadAgencyId", r.lead_person_id as "leadPersonId",
      r.acknowledged_at as "acknowledgedAt", r.accepted_at as "acceptedAt", r.started_at as "startedAt", r.ended_at as "endedAt",
      r.decline_reason as "declineReason", r.withdrawal_reason as "withdrawalReason",
      r.phone_accepted_at as "phoneAcceptedAt", r.phone_confirmed_at as "phoneConfirmedAt",
      r.form_id as "formId", r.form_version as "formVersion", r.answers, app.case_runs(r.id) as "caseRuns"
    from app.referrals r;

-- The clocks that the end of a case cut short and that still wait for what they waited for.
create function app.clocks_cut_short(wanted uuid, keys text[]) returns text[] language plpgsql stable set search_path = '' as $$
begin
  return array(select distinct d.key from app.cases c join app.deadlines d on d.subject_id = c.id
    where c.id = wanted and d.key = any (keys) and d.closed_at = c.closed_at);
end $$;
grant execute on function app.clocks_cut_short to palermo_api;
-- The page says why it was opened again.
create or replace function app.case_document(wanted uuid) returns text language plpgsql stable set search_path = '' as $$
begin
  return (select row_to_json(whole)::text from (
    select s.*, c.profile, c.closing_reason as "closingReason", c.reopening_reason as "reopeningReason", app.now() as "now", authz.walls(c.id) as walls,
      (select json_build_object('sealed', encode(p.identity, 'base64')) from app.case_persons p where p.case_id = c.id) as identity,
      (select json_agg(json_build_object('track', m.track, 'stage', m.stage, 'reachedOn', m.reached_on, 'agencyName', a.label) order by m.reached_on, m.at)
        from app.case_milestones m join app.agencies a on a.id = m.agency_id where m.case_id = c.id) as milestones,
      app.team_of(c.id) as team,
      (select json_agg(r order by r.id) from app.referral_summaries r where r."caseId" = c.id and r.status <> 'draft') as referrals,
      (select json_agg(n order by n.at desc, n.id desc) from app.note_rows n where n."caseId" = c.id) as notes,
      (select json_agg(t order by t.status = 'open' desc, t."dueAt") from app.task_rows t where t."caseId" = c.id) as tasks,
      (select json_agg(json_build_object('id', t.id, 'compartment', t.compartment, 'field', t.field, 'subjectId', t.subject_id,
          'sealed', encode(t.sealed, 'base64'), 'ownerAgencyId', t.owner_agency_id, 'at', t.at) order by t.at, t.id)
        from app.sealed_texts t where t.case_id = c.id and t.subject_kind in ('note', 'task')) as texts,
      (select json_agg(d order by d."dueAt") from app.deadline_rows d where d."subjectId" = c.id) as deadlines
    from app.cases c join app.case_summaries s on s.id = c.id where c.id = wanted) whole);
end $$;
reset role;
