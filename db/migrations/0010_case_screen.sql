-- The page of one case: one statement, cut by row security to what its reader may see.
set role palermo_definer;

create function app.tasks_of(wanted uuid) returns jsonb language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'version', t.version, 'caseId', t.case_id, 'caseReference', t.case_reference,
      'kind', t.kind, 'compartment', t.compartment, 'status', t.status, 'agencyId', t.agency_id, 'agencyName', a.label,
      'assigneeId', t.assignee_id, 'dueAt', t.due_at, 'late', t.status = 'open' and t.due_at < app.now()) order by t.status = 'open' desc, t.due_at), '[]')
    from app.tasks t join app.agencies a on a.id = t.agency_id where t.case_id = wanted
$$;

-- The words of one case behind the walls that the reader stands behind: notes, tasks, and what came in with it.
create function app.case_texts(wanted uuid) returns jsonb language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'compartment', t.compartment, 'field', t.field, 'subjectKind', t.subject_kind,
      'subjectId', t.subject_id, 'sealed', encode(t.sealed, 'base64'), 'ownerAgencyId', t.owner_agency_id, 'at', t.at) order by t.at, t.id), '[]')
    from (select * from app.texts_c1 where case_id = wanted and subject_kind in ('note', 'task')
      union all select * from app.texts_c2 where case_id = wanted and subject_kind in ('note', 'task')
      union all select * from app.texts_c3 where case_id = wanted and subject_kind in ('note', 'task')
      union all select * from app.texts_c4 where case_id = wanted and subject_kind in ('note', 'task')
      union all select * from app.texts_c5 where case_id = wanted and subject_kind in ('note', 'task')) t
$$;

-- The function of somebody on the team is told to the team; the name stays in the agency.
create function app.team_of(wanted uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  if not authz.in_case(wanted, 'C0') then return '[]'; end if;
  return coalesce((select jsonb_agg(member order by from_at) from (
    select jsonb_build_object('agency', jsonb_build_object('id', a.id, 'name', a.label, 'sector', a.sector),
        'personId', case when m.agency_id = authz.agency_id() then m.person_id end,
        'personName', case when m.agency_id = authz.agency_id() then p.name end,
        'function', p.function, 'compartments', array_agg(distinct m.compartment order by m.compartment),
        'fromAt', min(m.from_at), 'untilAt', case when bool_and(m.until_at is not null) then max(m.until_at) end) member, min(m.from_at) from_at
      from app.case_members m join app.agencies a on a.id = m.agency_id left join app.people p on p.id = m.person_id
     where m.case_id = wanted
     group by a.id, a.label, a.sector, m.agency_id, m.person_id, p.name, p.function) team), '[]');
end $$;

create function app.case_summary(c app.cases) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'version', c.version, 'reference', c.reference, 'status', c.status,
    'lead', app.label_of(c.lead_agency_id), 'leadPersonId', c.lead_person_id, 'childProcedure', c.child_procedure, 'ageBand', c.age_band,
    'urgency', c.urgency, 'nextStep', next.kind, 'nextDueAt', next.due_at,
    'openReferrals', (select count(*) from app.referrals r where r.case_id = c.id and r.ended_at is null and r.status <> 'draft'),
    'openedAt', c.opened_at, 'updatedAt', c.updated_at)
  from (select 1) one
  left join lateral (select d.kind, d.due_at from app.desk d where d.case_id = c.id and d.side = 'owes' order by d.due_at limit 1) next on true
$$;
create index desk_case_id on app.desk (case_id, side, due_at);

create function app.case_document(wanted uuid) returns text language sql stable set search_path = '' as $$
  select (app.case_summary(c) || jsonb_build_object('profile', c.profile, 'closingReason', c.closing_reason,
      'walls', authz.walls(c.id),
      'identity', (select jsonb_build_object('sealed', encode(p.identity, 'base64')) from app.case_persons p where p.case_id = c.id),
      'milestones', coalesce((select jsonb_agg(jsonb_build_object('track', m.track, 'stage', m.stage, 'reachedOn', m.reached_on, 'agencyName', a.label)
        order by m.reached_on, m.at) from app.case_milestones m join app.agencies a on a.id = m.agency_id where m.case_id = c.id), '[]'),
      'team', app.team_of(c.id),
      'referrals', coalesce((select jsonb_agg(app.referral_summary(r) order by r.created_at) from app.referrals r where r.case_id = c.id and r.status <> 'draft'), '[]'),
      'notes', coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'caseId', n.case_id, 'kind', n.kind, 'compartment', n.compartment,
          'agencyId', n.agency_id, 'agencyName', a.label, 'authorId', n.author_id, 'at', n.at, 'corrects', n.corrects) order by n.at desc, n.id desc)
        from app.notes n join app.agencies a on a.id = n.agency_id where n.case_id = c.id), '[]'),
      'tasks', app.tasks_of(c.id),
      'texts', app.case_texts(c.id),
      'deadlines', app.deadlines_of(c.id)))::text
    from app.cases c where c.id = wanted
$$;

create function app.case_screen(secret bytea, request text, wanted uuid, out person_id uuid, out agency_id uuid, out sector text, out function text, out document text)
language plpgsql set search_path = '' as $$
begin
  select b.person_id, b.agency_id, b.sector, b.function into person_id, agency_id, sector, function
    from authz.begin(secret, 'case.viewed', 'case', wanted, request, false) b;
  document := app.case_document(wanted);
end $$;


grant execute on function app.tasks_of, app.case_texts, app.team_of, app.case_summary, app.case_document, app.case_screen to palermo_api;
reset role;
