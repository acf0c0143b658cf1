-- Whether the case of this referral is open. Sender and receiver may know this although they may not see the case; the
-- receiver only while the referral runs.
create or replace function app.case_runs(referral uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from authz.me join app.referrals r on me.working_agency in (r.from_agency_id, r.lead_agency_id)
        or (me.working_agency = r.to_agency_id and r.ended_at is null)
      join app.cases c on c.id = r.case_id
    where r.id = referral and c.status in ('open', 'contact-lost'))
$$;
comment on function app.case_runs is
  'Whether the case of this referral is open, for sender, receiver and lead.';
grant execute on function app.case_runs to palermo_api;

create or replace function app.team_of(wanted uuid) returns jsonb language sql stable security definer set search_path = '' as $$
  with known as materialized (
    select array_agg(o.agency_id) as agencies from (select distinct m.agency_id from app.case_members m where m.case_id = wanted) o
     where authz.knows(wanted, o.agency_id))
  select coalesce((select jsonb_agg(member order by from_at) from (
    select jsonb_build_object('agency', jsonb_build_object('id', a.id, 'name', a.label, 'sector', a.sector),
        'personId', case when m.agency_id = authz.agency_id() then m.person_id end,
        'personName', case when m.agency_id = authz.agency_id() then p.name end,
        'function', p.function, 'compartments', array_agg(distinct m.compartment order by m.compartment),
        'fromAt', min(m.from_at), 'untilAt', case when bool_and(m.until_at is not null) then max(m.until_at) end) member, min(m.from_at) from_at
      from app.case_members m join app.agencies a on a.id = m.agency_id left join app.people p on p.id = m.person_id
     where m.case_id = wanted and m.agency_id = any ((select k.agencies from known k)::uuid[])
     group by a.id, a.label, a.sector, m.agency_id, m.person_id, p.name, p.function) team), '[]')
$$;
comment on function app.team_of is
  'Team of a case as far as the reader may know of it; names of the reader''s own agency alone.';
grant execute on function app.team_of to palermo_api;

create view app.case_summaries with (security_invoker = true) as
  select c.id, c.version, c.reference, c.status, json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) as lead,
      c.lead_person_id as "leadPersonId", c.child_procedure as "childProcedure", c.age_band as "ageBand", c.urgency,
      next.kind as "nextStep", next.due_at as "nextDueAt",
      (select count(*) from app.referrals r where r.case_id = c.id and r.ended_at is null and r.status <> 'draft') as "openReferrals",
      c.opened_at as "openedAt", c.updated_at as "updatedAt", next.detail as "nextDetail", c.agency_only as "agencyOnly"
    from app.cases c join app.agencies a on a.id = c.lead_agency_id
    left join lateral (select d.kind, d.due_at, d.detail from app.work_items d where d.case_id = c.id and d.side = 'owes' order by d.due_at limit 1) next on true;
comment on view app.case_summaries is
  'A case as lists show it, with its lead and next step.';
grant select on app.case_summaries to palermo_api;

create or replace function app.case_standing(wanted uuid) returns text language sql stable set search_path = '' as $$
  select row_to_json(standing)::text from (
    select c.id, c.version, c.status, c.reference, c.urgency, c.opened_at as "openedAt", app.now() as "now", c.child_procedure as "childProcedure",
        c.agency_only as "agencyOnly", c.lead_agency_id as "leadAgencyId", c.lead_person_id as "leadPersonId", authz.compartments(c.id) as compartments,
        exists (select from app.case_members m
          where m.case_id = c.id and m.until_at is null and m.agency_id = (select agency_id from authz.me)) as "onTeam",
        array(select d.key from app.deadlines d where d.subject_id = c.id and d.closed_at is null) as "openClocks"
      from app.cases c where c.id = wanted) standing
$$;
comment on function app.case_standing is
  'The facts that decide which actions a reader of a case may take: its status, parties, compartments and running deadlines.';
grant execute on function app.case_standing to palermo_api;

-- Checks the cases in the order of the list with authz.in_case, as the policy of the table does, and stops when the
-- page is full. Cases that the reader can see neither by a membership of their own, nor by one of their team or of an
-- absent colleague, are filtered out first; a test compares the result with the policy.
create or replace function app.case_page(oldest_first boolean, after timestamptz, after_id uuid, assigned boolean, of_status text[], child boolean, part text, most integer)
returns table (at timestamptz, id uuid) language sql stable security definer set search_path = '' as $$
  select o.at, o.id
    from (select case when oldest_first then c.opened_at else c.updated_at end as at, c.id
        from (select distinct m.case_id from authz.me join app.case_members m on m.agency_id = me.working_agency
            where m.compartment = 'C0' and m.until_at is null
              and (m.person_id = me.person_id or (not assigned and (m.person_id is null or me.sees_team or me.stands_for <> '{}')))) t
        join app.cases c on c.id = t.case_id
       where (of_status is null or c.status = any (of_status)) and (child is null or c.child_procedure = child)
         and (part is null or strpos(c.reference, upper(part)) > 0)
         and (after is null or case when oldest_first then (c.opened_at, c.id) > (after, after_id) else (c.updated_at, c.id) < (after, after_id) end)
       order by case when oldest_first then c.opened_at end, case when oldest_first then c.id end, c.updated_at desc, c.id desc
      -- `offset 0` stops the planner from checking authz.in_case before the rows are sorted.
      offset 0) o
   where authz.in_case(o.id, 'C0') limit most
$$;
comment on function app.case_page is
  'Ids of one page of the cases that the reader may see, last changed or longest open first. Each id was checked by authz.in_case, as policy cases_read does.';
grant execute on function app.case_page to palermo_api;

create or replace function app.case_document(wanted uuid) returns text language sql stable set search_path = '' as $$
  select row_to_json(whole)::text from (
    select s.*, c.profile, c.closing_reason as "closingReason", c.reopening_reason as "reopeningReason", app.now() as "now", authz.compartments(c.id) as compartments,
      (select json_build_object('sealed', encode(p.identity, 'base64')) from app.case_persons p where p.case_id = c.id) as identity,
      (select json_agg(json_build_object('track', m.track, 'stage', m.stage, 'reachedOn', m.reached_on, 'agencyName', a.label) order by m.reached_on, m.at)
        from app.case_milestones m left join app.agencies a on a.id = m.agency_id and authz.knows(c.id, m.agency_id)
       where m.case_id = c.id) as milestones,
      app.team_of(c.id) as team,
      (select json_agg(r order by r.id) from app.referral_summaries r where r."caseId" = c.id and r.status <> 'draft') as referrals,
      (select json_agg(n order by n.at desc, n.id desc) from app.note_rows n where n."caseId" = c.id) as notes,
      (select json_agg(t order by t.status = 'open' desc, t."dueAt") from app.task_rows t where t."caseId" = c.id) as tasks,
      (select json_agg(json_build_object('id', t.id, 'compartment', t.compartment, 'field', t.field, 'subjectId', t.subject_id,
          'sealed', encode(t.sealed, 'base64'), 'ownerAgencyId', t.owner_agency_id, 'at', t.at) order by t.at, t.id)
        from app.sealed_texts t where t.case_id = c.id and t.subject_kind in ('note', 'task')) as texts,
      (select json_agg(d order by d."dueAt") from app.deadline_rows d where d."subjectId" = c.id) as deadlines
    from app.cases c join app.case_summaries s on s.id = c.id where c.id = wanted) whole
$$;
comment on function app.case_document is
  'All that the page of a case shows, as one JSON text.';
grant execute on function app.case_document to palermo_api;

create or replace function app.case_screen(secret bytea, request text, wanted uuid, out person_id uuid, out agency_id uuid, out sector text, out function text, out document text)
language plpgsql set search_path = '' as $$
begin
  select b.person_id, b.agency_id, b.sector, b.function into person_id, agency_id, sector, function
    from authz.begin(secret, 'case.viewed', 'case', wanted, request, false) b;
  document := app.case_document(wanted);
end $$;
comment on function app.case_screen is
  'Proves the reader and returns the page of a case, in one statement.';
grant execute on function app.case_screen to palermo_api;

-- Open deadlines in the referrals of a case, for its page. Sender and receiver of a referral see its clocks. The case
-- lead sees the clocks of all referrals of the case, as policy referrals_read lets the lead read the referrals, even if
-- a clock runs between two other agencies. Volatile, because a stable function would not see the actor, whose identity
-- the same statement proves.
create or replace function app.steps_in(wanted uuid) returns text language sql security definer set search_path = '' as $$
  select json_agg(d order by d."dueAt")::text
    from authz.me mine, app.referrals r join app.deadline_rows d on d."subjectId" = r.id
   where r.case_id = wanted and (select authz.in_case(wanted, 'C0')) and r.status <> 'draft' and d."closedAt" is null
     and (mine.working_agency in (r.from_agency_id, r.to_agency_id)
       or (mine.working_agency = r.lead_agency_id
         and (r.lead_person_id is null or r.lead_person_id = any (mine.carries) or mine.sees_team)))
$$;
comment on function app.steps_in is
  'Clocks of the referrals of a case, for its page. Volatile, because the same statement proves the actor.';
grant execute on function app.steps_in to palermo_api;
