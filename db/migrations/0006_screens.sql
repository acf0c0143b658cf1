-- The screens that are opened most: each one statement with its caller's rights, the proof of who calls inside it.
-- Row security applies to every table in them as it does anywhere else.
set role palermo_definer;

create function authz.walls(wanted uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
declare me uuid := authz.person_id();
begin
  if me is null or wanted is null or not authz.does_casework()
     or exists (select from app.case_bars b where b.person_id = me and b.case_id = wanted) then
    return '{}';
  end if;
  return array(select distinct m.compartment from app.case_members m where m.case_id = wanted and m.person_id = me
    and m.agency_id = authz.agency_id() and m.until_at is null);
end $$;
grant execute on function authz.walls to palermo_api;

create function app.label_of(wanted uuid) returns json language sql stable set search_path = '' as $$
  select json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) from app.agencies a where a.id = wanted
$$;

create function app.texts_of(wanted uuid) returns table (id uuid, compartment text, field text, sealed bytea, "ownerAgencyId" uuid, at timestamptz)
language sql stable set search_path = '' as $$
  select id, compartment, field, sealed, owner_agency_id, at from app.texts_c1 where subject_id = wanted
  union all select id, compartment, field, sealed, owner_agency_id, at from app.texts_c2 where subject_id = wanted
  union all select id, compartment, field, sealed, owner_agency_id, at from app.texts_c3 where subject_id = wanted
  union all select id, compartment, field, sealed, owner_agency_id, at from app.texts_c4 where subject_id = wanted
  union all select id, compartment, field, sealed, owner_agency_id, at from app.texts_c5 where subject_id = wanted
$$;

create function app.deadlines_of(wanted uuid) returns json language sql stable set search_path = '' as $$
  select coalesce(json_agg(json_build_object('id', d.id, 'key', d.key, 'kind', d.ruling->>'kind', 'nature', d.ruling->>'nature',
      'subjectKind', d.subject_kind, 'subjectId', d.subject_id, 'caseReference', null, 'owesAgencyId', d.owes_agency_id,
      'owedAgencyId', d.owed_agency_id, 'startedAt', d.started_at, 'dueAt', d.due_at, 'closedAt', d.closed_at,
      'late', coalesce(d.closed_at, app.now()) > d.due_at and d.ruling->>'kind' in ('notAfter', 'recurring'),
      'source', d.ruling->>'source', 'mark', d.ruling->>'mark', 'verifiedOn', d.ruling->>'verifiedOn',
      'breachReason', d.breach_reason) order by d.due_at), '[]')
    from app.deadlines d where d.subject_id = wanted
$$;

create function app.referral_summary(r app.referrals) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('id', r.id, 'version', r.version, 'threadId', r.thread_id, 'kind', r.kind, 'status', r.status,
    'caseId', r.case_id, 'caseReference', r.case_reference, 'from', app.label_of(r.from_agency_id), 'to', app.label_of(r.to_agency_id),
    'urgency', r.urgency, 'childProcedure', r.child_procedure, 'ageBand', r.age_band, 'needs', r.needs, 'services', r.services,
    'language', r.language, 'interpreter', r.interpreter, 'assigneeId', r.assignee_id, 'sentAt', r.sent_at, 'updatedAt', r.updated_at)
$$;

create function app.referral_document(wanted uuid) returns text language sql stable set search_path = '' as $$
  select (app.referral_summary(r) || jsonb_build_object(
      'fromPersonId', r.from_person_id, 'leadAgencyId', r.lead_agency_id, 'leadPersonId', r.lead_person_id,
      'acknowledgedAt', r.acknowledged_at, 'acceptedAt', r.accepted_at, 'startedAt', r.started_at, 'endedAt', r.ended_at,
      'declineReason', r.decline_reason, 'withdrawalReason', r.withdrawal_reason, 'onwardAgency', app.label_of(r.onward_agency_id),
      'phoneAcceptedAt', r.phone_accepted_at, 'phoneConfirmedAt', r.phone_confirmed_at,
      'formId', r.form_id, 'formVersion', r.form_version, 'answers', r.answers,
      'walls', authz.walls(r.case_id),
      'outcomes', coalesce((select jsonb_agg(jsonb_build_object('outcome', o.outcome, 'score', o.score) order by o.outcome)
        from app.referral_outcomes o where o.referral_id = r.id), '[]'),
      'texts', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'compartment', t.compartment, 'field', t.field,
          'sealed', encode(t.sealed, 'base64'), 'ownerAgencyId', t."ownerAgencyId", 'at', t.at) order by t.at, t.id)
        from app.texts_of(r.id) t), '[]'),
      'thread', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'status', s.status, 'to', app.label_of(s.to_agency_id), 'sentAt', s.sent_at)
        order by s.created_at) from app.referrals s where s.thread_id = r.thread_id and s.id <> r.id), '[]'),
      'deadlines', app.deadlines_of(r.id),
      'timeline', coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'action', e.action, 'agencyId', e.agency_id,
          'actorId', e.actor_id, 'at', e.at, 'changes', e.changes) order by e.version)
        from app.events e where e.subject_id = r.id), '[]')))::text
    from app.referrals r where r.id = wanted
$$;

create function app.referral_screen(secret bytea, request text, wanted uuid, out person_id uuid, out agency_id uuid, out sector text, out function text, out document text)
language plpgsql set search_path = '' as $$
begin
  select b.person_id, b.agency_id, b.sector, b.function into person_id, agency_id, sector, function
    from authz.begin(secret, 'referral.viewed', 'referral', wanted, request, false) b;
  document := app.referral_document(wanted);
end $$;

create function app.desk_screen(secret bytea, request text, p_side text, p_late boolean, p_mine boolean, p_kind text, p_agency uuid,
  p_priority text, after_due timestamptz, after_id uuid, p_limit integer)
returns table (id uuid, side text, "subjectKind" text, "subjectId" uuid, "caseId" uuid, "caseReference" text, step text, status text,
  urgency text, "dueAt" timestamptz, late boolean, "assigneeId" uuid, "openedAt" timestamptz, counterparty json)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  me uuid;
  instant timestamptz := app.now();
begin
  select b.person_id into me from authz.begin(secret, 'desk.listed', null, null, request, false) b;
  return query
    select d.id, d.side, d.subject_kind, d.subject_id, d.case_id, d.case_reference, d.kind, d.status, d.priority, d.due_at,
        d.due_at < instant, d.assignee_id, d.opened_at, app.label_of(d.counterparty_agency_id)
      from app.desk d
     where d.side = p_side
       and (after_due is null or (d.due_at, d.id) > (after_due, after_id))
       and (not p_late or d.due_at < instant)
       and (not p_mine or d.assignee_id = me)
       and (p_kind is null or d.kind = p_kind)
       and (p_agency is null or d.counterparty_agency_id = p_agency)
       and (p_priority is null or d.priority = p_priority)
     order by d.due_at, d.id limit p_limit;
end $$;

-- Counts come from the counters; only for somebody with a bar are they counted out of the rows, so that a count never
-- tells of a hidden case.
create function app.desk_counts(secret bytea, request text, out owes integer, out is_owed integer, out late integer, out mine integer)
language plpgsql set search_path = '' as $$
declare
  me uuid;
  instant timestamptz := app.now();
  today date := (app.now() at time zone 'UTC')::date;
begin
  select b.person_id into me from authz.begin(secret, 'desk.counted', null, null, request, false) b;
  if cardinality(authz.barred()) > 0 then
    select count(*) filter (where d.side = 'owes'), count(*) filter (where d.side = 'is-owed'),
        count(*) filter (where d.side = 'owes' and d.due_at < instant), count(*) filter (where d.side = 'owes' and d.assignee_id = me)
      into owes, is_owed, late, mine from app.desk d;
    return;
  end if;
  select coalesce(sum(c.n) filter (where c.side = 'owes'), 0), coalesce(sum(c.n) filter (where c.side = 'is-owed'), 0),
      coalesce(sum(c.n) filter (where c.side = 'owes' and c.due_on < today), 0),
      coalesce(sum(c.n) filter (where c.side = 'owes' and c.assignee_id = me), 0)
    into owes, is_owed, late, mine from app.counters c;
  -- What fell due earlier today is not yet a day late: read from the rows of today.
  late := late + (select count(*) from app.desk d where d.side = 'owes'
    and d.due_at >= today::timestamp at time zone 'UTC' and d.due_at < instant);
end $$;
grant execute on function app.label_of, app.texts_of, app.deadlines_of, app.referral_summary, app.referral_document,
  app.referral_screen, app.desk_screen, app.desk_counts to palermo_api;
reset role;
