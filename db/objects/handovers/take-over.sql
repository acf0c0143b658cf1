create or replace function app.handover_shell(handover uuid) returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('status', c.status, 'urgency', c.urgency, 'ageBand', c.age_band, 'childProcedure', c.child_procedure,
      'openedAt', c.opened_at,
      'tasks', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'dueAt', t.due_at) order by t.due_at)
        from app.tasks t where t.case_id = c.id and t.status = 'open' and t.agency_id = h.from_agency_id
          and (h.to_person_id is null or t.assignee_id is null or t.assignee_id = c.lead_person_id)), '[]'),
      'referrals', (select count(*) from app.referrals r where r.case_id = c.id and r.ended_at is null and r.status <> 'draft'),
      'clocks', coalesce((select jsonb_agg(jsonb_build_object('key', d.key, 'dueAt', d.due_at) order by d.due_at)
        from app.deadlines d where d.subject_id = c.id and d.closed_at is null), '[]'),
      'compartments', coalesce((select jsonb_agg(n.compartment order by n.compartment) from app.notes n where n.handover_id = h.id), '[]'))
    from app.handovers h join app.cases c on c.id = h.case_id
   where h.id = handover and h.case_id <> all ((select barred from authz.me)::uuid[])
     and (authz.knows(h.case_id, h.to_agency_id) or (h.status = 'offered' and h.to_agency_id = authz.working_agency()
       and (h.to_person_id is null or h.to_person_id = authz.person_id() or authz.sees_team())))
$$;
comment on function app.handover_shell is
  'Facts of a case without name or text, for the receiver who has to answer an offer.';
grant execute on function app.handover_shell to palermo_api;

create or replace function app.still_leads(handover uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.handovers h join app.cases c on c.id = h.case_id and c.lead_agency_id = h.from_agency_id
    where h.id = handover and h.to_agency_id = authz.working_agency())
$$;
comment on function app.still_leads is
  'Whether the agency that offers a handover still leads the case.';
grant execute on function app.still_leads to palermo_api;

create or replace function app.can_take(handover uuid, taker uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.handovers h join app.people p on p.id = taker and p.agency_id = h.to_agency_id
    where h.id = handover and h.to_agency_id = authz.working_agency() and app.may_lead(h.case_id, p.id))
$$;
comment on function app.can_take is
  'Whether this member of the receiving agency could lead the case.';
grant execute on function app.can_take to palermo_api;

-- Gives and ends access when a hand-over is accepted. Within an agency the taker gets the compartments that the agency
-- holds, and the giver keeps access only if the giver still serves the case by another referral. Between agencies the
-- taker's agency gets a grant; the giver's agency keeps the access for its services, and C0 for a lead referral until
-- that referral is completed.
create or replace function app.let_lead(handover uuid, taker uuid, why uuid) returns void language sql security definer set search_path = '' as $$
  select app.join_case(a.case_id, a.to_agency, taker, array_agg(held.compartment), held.grant_id)
    from app.accepted_lead(handover, taker) a
    join lateral (select distinct on (m.compartment) m.compartment, m.grant_id from app.case_members m
      where m.case_id = a.case_id and m.agency_id = a.to_agency and m.until_at is null
      order by m.compartment, m.ends_at desc nulls first) held on true
   where a.to_agency = a.from_agency group by a.case_id, a.to_agency, held.grant_id;
  select app.end_looks_in(a.case_id, a.was_person) from app.accepted_lead(handover, taker) a
   where a.to_agency = a.from_agency and a.was_person <> taker and not exists (select from app.referrals o
     where o.case_id = a.case_id and o.assignee_id = a.was_person and o.status in ('accepted', 'in-service')
       and not (o.kind = 'lead' and o.to_agency_id = a.to_agency));
  insert into app.grants (id, case_id, agency_id, compartments, purpose, legal_basis, until_at)
    select why, a.case_id, a.to_agency, authz.compartments_for(g.sector, p.function), h.purpose, h.legal_basis, app.now() + authz.access_lasts('handover')
      from app.accepted_lead(handover, taker) a join app.handovers h on h.id = handover
      join app.people p on p.id = taker join app.agencies g on g.id = p.agency_id
     where a.to_agency <> a.from_agency;
  select app.join_case(g.case_id, g.agency_id, taker, g.compartments, g.id) from app.grants g
   where g.id = why and g.from_at = app.now() and g.case_id = (select a.case_id from app.accepted_lead(handover, taker) a where a.to_agency <> a.from_agency);
  update app.case_members m set until_at = app.now() from app.accepted_lead(handover, taker) a
   where a.to_agency <> a.from_agency and m.case_id = a.case_id and m.agency_id = a.from_agency and m.until_at is null
     and not exists (select from app.referrals o where o.case_id = a.case_id and o.to_agency_id = a.from_agency
       and o.status in ('accepted', 'in-service') and (o.kind = 'service' or m.compartment = 'C0'))
$$;
comment on function app.let_lead is
  'Gives the taker of an accepted handover access to the case, and ends access that the giver no longer needs.';
grant execute on function app.let_lead to palermo_api;

-- Moves the lead of a case and returns the moved rows, for each of which the command that accepted the hand-over
-- records an event. The first statement locks the case, so that the second reads the committed state.
create or replace function app.take_over(handover uuid, taker uuid)
returns table (noun text, id uuid, version integer, status text, case_id uuid, reference text, priority text)
language sql security definer set search_path = '' as $$
  select app.accepted_lead(handover, taker);
  with a as materialized (select * from app.accepted_lead(handover, taker)),
  -- If the case is handed over within one agency, the lead referral moves with the lead.
  leads as (
    update app.referrals o set assignee_id = taker, version = o.version + 1, updated_at = app.now()
      from a where a.to_agency = a.from_agency and o.case_id = a.case_id and o.kind = 'lead' and o.to_agency_id = a.to_agency
       and o.assignee_id = a.was_person and o.status in ('accepted', 'in-service') returning o.*),
  led as (
    update app.cases k set lead_agency_id = a.to_agency, lead_person_id = taker, version = k.version + 1, updated_at = app.now()
      from a where k.id = a.case_id returning k.*),
  tasks as (
    update app.tasks o set agency_id = a.to_agency, assignee_id = taker, version = o.version + 1, updated_at = app.now()
      from a where o.case_id = a.case_id and o.status = 'open' and o.agency_id = a.from_agency
       and (a.to_agency <> a.from_agency or o.assignee_id is null or o.assignee_id = a.was_person) returning o.*),
  requests as (
    update app.requests o set owner_agency_id = a.to_agency, version = o.version + 1, updated_at = app.now()
      from a where a.to_agency <> a.from_agency and o.case_id = a.case_id and o.status = 'asked' and o.owner_agency_id = a.from_agency returning o.*),
  moved as (
    select 'referral' as noun, l.id, l.version, l.status, l.case_id, l.case_reference as reference, l.urgency as priority from leads l
    union all select 'case', c.id, c.version, c.status, c.id, c.reference, c.urgency from led c
    union all select 'task', t.id, t.version, t.status, t.case_id, t.case_reference, c.urgency from tasks t, led c
    union all select 'request', q.id, q.version, q.status, q.case_id, q.case_reference, c.urgency from requests q, led c),
  clocks as (
    update app.deadlines d set owes_agency_id = a.to_agency, owes_person_id = case when m.noun <> 'request' then taker end
      from a, moved m where d.subject_id = m.id and d.closed_at is null and d.owes_agency_id = a.from_agency
       and (m.noun <> 'referral' or d.owes_person_id = a.was_person))
  select * from moved
$$;
comment on function app.take_over is
  'Moves the lead of a case to the taker of an accepted handover, in one statement with its tasks, access requests and their deadlines.';
grant execute on function app.take_over to palermo_api;

-- The open offer of a hand-over, which closing the case would end, so that the page can show it before. Volatile,
-- because a stable function would not see the actor, whose identity the same statement proves.
create or replace function app.offer_in(wanted uuid) returns text language sql security definer set search_path = '' as $$
  select json_build_object('id', h.id, 'agencyName', a.label, 'dueAt', (select d.due_at from app.deadlines d
      where d.subject_id = h.id and d.closed_at is null))
    from app.handovers h join app.agencies a on a.id = h.to_agency_id
   where h.case_id = wanted and h.status = 'offered' and authz.in_case(wanted, 'C0')
$$;
comment on function app.offer_in is
  'The open offer of a case, shown before the case is closed. Volatile, because the same statement proves the actor.';
grant execute on function app.offer_in to palermo_api;
