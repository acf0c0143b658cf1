-- The screens that are opened most: each one statement with its caller's rights, the proof of who calls inside it.
-- Row security applies to every table in them as it does anywhere else. PL/pgSQL, since its plans are kept.
set role palermo_definer;

-- Behind which walls of a case the one who acts stands now, for themselves or for a colleague who is away.
create function authz.walls(wanted uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
declare
  mine authz.me;
  own text[];
begin
  if wanted is null then return '{}'; end if;
  select * into mine from authz.me;
  if mine.working_agency is null or wanted = any (mine.barred) then return '{}'; end if;
  own := array(select distinct m.compartment from app.case_members m
    where m.case_id = wanted and m.person_id = mine.person_id and m.agency_id = mine.working_agency and m.until_at is null
      and (m.ends_at is null or m.ends_at > (select app.now()) or authz.keeps_look(wanted, m.agency_id, m.compartment)));
  return case when mine.stands_for = '{}' then own else array(select distinct unnest(own || authz.stood_in(wanted))) end;
end $$;
grant execute on function authz.walls to palermo_api;

create view app.referral_summaries with (security_invoker = true) as
  select r.id, r.version, r.thread_id as "threadId", r.kind, r.status, r.case_id as "caseId", r.case_reference as "caseReference",
      json_build_object('id', f.id, 'name', f.label, 'sector', f.sector) as "from",
      case when t.id is not null then json_build_object('id', t.id, 'name', t.label, 'sector', t.sector) end as "to",
      r.urgency, r.child_procedure as "childProcedure", r.age_band as "ageBand", r.needs, r.services, r.language, r.interpreter,
      r.assignee_id as "assigneeId", r.sent_at as "sentAt", r.updated_at as "updatedAt"
    from app.referrals r join app.agencies f on f.id = r.from_agency_id left join app.agencies t on t.id = r.to_agency_id;
grant select on app.referral_summaries to palermo_api;

create view app.deadline_rows with (security_invoker = true) as
  select d.id, d.key, d.ruling->>'kind' as kind, d.ruling->>'nature' as nature, d.subject_kind as "subjectKind", d.subject_id as "subjectId",
      d.owes_agency_id as "owesAgencyId", d.owed_agency_id as "owedAgencyId", d.started_at as "startedAt", d.due_at as "dueAt",
      d.closed_at as "closedAt", d.ruling->>'source' as source, d.ruling->>'mark' as mark, d.ruling->>'verifiedOn' as "verifiedOn",
      d.breach_reason as "breachReason", d.version,
      case when d.closed_at is null and d.paused_until > app.now() then d.paused_until end as "pausedUntil"
    from app.deadlines d;
grant select on app.deadline_rows to palermo_api;

create view app.sealed_texts with (security_invoker = true) as
  select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c1
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c2
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c3
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c4
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c5;
grant select on app.sealed_texts to palermo_api;

-- Whether anything may still be asked of others in the case of this referral: its two ends may know, though they do not
-- see the case; whoever was asked, as long as the referral runs.
create function app.case_runs(referral uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from authz.me join app.referrals r on me.working_agency in (r.from_agency_id, r.lead_agency_id)
        or (me.working_agency = r.to_agency_id and r.ended_at is null)
      join app.cases c on c.id = r.case_id
    where r.id = referral and c.status in ('open', 'contact-lost'));
end $$;
revoke execute on function app.case_runs from public;
grant execute on function app.case_runs to palermo_api;

-- One referral with everything that stands in its own row, and its agencies read at once.
create view app.referral_rows with (security_invoker = true) as
  select r.id, r.version, r.thread_id as "threadId", r.kind, r.status, r.case_id as "caseId", r.case_reference as "caseReference",
      r.from_agency_id as "fromAgencyId", r.to_agency_id as "toAgencyId", r.onward_agency_id as "onwardAgencyId",
      (select json_agg(json_build_object('id', a.id, 'name', a.label, 'sector', a.sector)) from app.agencies a
        where a.id in (r.from_agency_id, r.to_agency_id, r.onward_agency_id)) as agencies,
      r.urgency, r.child_procedure as "childProcedure", r.age_band as "ageBand", r.needs, r.services, r.language, r.interpreter, r.sex, r.accompanied,
      r.assignee_id as "assigneeId", r.sent_at as "sentAt", r.updated_at as "updatedAt",
      r.from_person_id as "fromPersonId", r.lead_agency_id as "leadAgencyId", r.lead_person_id as "leadPersonId",
      r.acknowledged_at as "acknowledgedAt", r.accepted_at as "acceptedAt", r.started_at as "startedAt", r.ended_at as "endedAt",
      r.decline_reason as "declineReason", r.withdrawal_reason as "withdrawalReason",
      r.phone_accepted_at as "phoneAcceptedAt", r.phone_confirmed_at as "phoneConfirmedAt",
      r.form_id as "formId", r.form_version as "formVersion", r.answers, app.case_runs(r.id) as "caseRuns"
    from app.referrals r;
grant select on app.referral_rows to palermo_api;

-- What a command needs to decide: the row, and which of its clocks run.
create function app.referral_row(wanted uuid) returns text language plpgsql stable set search_path = '' as $$
begin
  return (select row_to_json(whole)::text from (
    select r.*, array(select d.key from app.deadlines d where d.subject_id = r.id and d.closed_at is null) as "openClocks"
      from app.referral_rows r where r.id = wanted) whole);
end $$;

-- What a page shows: the row, and everything that hangs on it.
create function app.referral_document(wanted uuid) returns text language plpgsql stable set search_path = '' as $$
begin
  return (select row_to_json(whole)::text from (
    select r.*, app.now() as "now", authz.walls(r."caseId") as walls, authz.in_case(r."caseId", 'C0') as "caseOpen",
      (select json_agg(json_build_object('outcome', u.outcome, 'score', u.score) order by u.outcome)
        from app.referral_outcomes u where u.referral_id = r.id) as outcomes,
      (select json_agg(json_build_object('id', t.id, 'compartment', t.compartment, 'field', t.field, 'sealed', encode(t.sealed, 'base64'),
          'ownerAgencyId', t.owner_agency_id, 'at', t.at) order by t.at, t.id)
        from app.sealed_texts t where t.subject_id = r.id) as texts,
      (select json_agg(json_build_object('id', h.id, 'status', h.status, 'sentAt', h.sent_at, 'to',
          (select json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) from app.agencies a where a.id = h.to_agency_id)) order by h.id)
        from app.referrals h where h.thread_id = r."threadId" and h.id <> r.id) as thread,
      (select json_agg(d order by d."dueAt") from app.deadline_rows d where d."subjectId" = r.id) as deadlines,
      authz.referral_ends(r.id) as ends,
      (select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'agencyId', m.agency_id, 'authorId', m.author_id, 'arrivesAt', m.arrives_at,
          'sealed', encode(m.sealed, 'base64'), 'at', m.at) order by m.at, m.id)
        from app.referral_messages m where m.referral_id = r.id) as messages,
      (select json_agg(json_build_object('id', e.id, 'action', e.action, 'agencyId', e.agency_id, 'actorId', e.actor_id, 'at', e.at,
          'changes', e.changes) order by e.version) from app.events e where e.subject_id = r.id) as timeline
    from app.referral_rows r where r.id = wanted) whole);
end $$;

create function app.referral_screen(secret bytea, request text, wanted uuid, out person_id uuid, out agency_id uuid, out sector text, out function text, out document text)
language plpgsql set search_path = '' as $$
begin
  select b.person_id, b.agency_id, b.sector, b.function into person_id, agency_id, sector, function
    from authz.begin(secret, 'referral.viewed', 'referral', wanted, request, false) b;
  document := app.referral_document(wanted);
end $$;

-- Counts come from the counters; only for somebody with a bar are they counted out of the rows, so that a count never
-- tells of a hidden case.
create function app.desk_counts(secret bytea, request text, out owes integer, out is_owed integer, out late integer, out mine integer)
language plpgsql set search_path = '' as $$
declare
  me uuid;
  some_barred boolean;
  instant timestamptz := app.now();
  today date := (instant at time zone 'UTC')::date;
begin
  select b.person_id, b.barred into me, some_barred from authz.begin(secret, 'desk.counted', null, null, request, false) b;
  if some_barred then
    select count(*) filter (where d.side = 'owes'), count(*) filter (where d.side = 'is-owed'),
        count(*) filter (where d.side = 'owes' and d.due_at < instant), count(*) filter (where d.side = 'owes' and d.assignee_id = me)
      into owes, is_owed, late, mine from app.desk d;
    return;
  end if;
  -- What fell due earlier today is read from the rows of today.
  select coalesce(sum(c.n) filter (where c.owing), 0), coalesce(sum(c.n) filter (where not c.owing), 0),
      coalesce(sum(c.n) filter (where c.owing and c.due_on < today), 0)
        + (select count(*) from app.desk d where d.side = 'owes' and d.due_at >= today::timestamp at time zone 'UTC' and d.due_at < instant),
      coalesce(sum(c.n) filter (where c.owing and c.assignee_id = me), 0)
    into owes, is_owed, late, mine from (select k.n, k.due_on, k.assignee_id, k.side = 'owes' as owing from app.counters k) c;
end $$;
grant execute on function app.referral_row, app.referral_document, app.referral_screen, app.desk_counts to palermo_api;
reset role;
