create or replace function app.handover_shell(handover uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare h app.handovers;
begin
  select * into h from app.handovers o where o.id = handover
    and o.case_id <> all ((select barred from authz.me)::uuid[])
    and (authz.knows(o.case_id, o.to_agency_id) or (o.status = 'offered' and o.to_agency_id = authz.working_agency()
      and (o.to_person_id is null or o.to_person_id = authz.person_id() or authz.sees_team())));
  if h.id is null then return null; end if;
  return (select jsonb_build_object('status', c.status, 'urgency', c.urgency, 'ageBand', c.age_band, 'childProcedure', c.child_procedure,
      'openedAt', c.opened_at,
      'tasks', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'dueAt', t.due_at) order by t.due_at)
        from app.tasks t where t.case_id = c.id and t.status = 'open' and t.agency_id = h.from_agency_id
          and (h.to_person_id is null or t.assignee_id is null or t.assignee_id = c.lead_person_id)), '[]'),
      'referrals', (select count(*) from app.referrals r where r.case_id = c.id and r.ended_at is null and r.status <> 'draft'),
      'clocks', coalesce((select jsonb_agg(jsonb_build_object('key', d.key, 'dueAt', d.due_at) order by d.due_at)
        from app.deadlines d where d.subject_id = c.id and d.closed_at is null), '[]'),
      'walls', coalesce((select jsonb_agg(n.compartment order by n.compartment) from app.notes n where n.handover_id = h.id), '[]'))
    from app.cases c where c.id = h.case_id);
end $$;
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

-- What an accepted hand-over does, all in its transaction: the lead moves with the case's clocks, its open tasks and the
-- requests that its lead answers; the taker is let in; and whoever gave it away looks no longer than they still serve.
create or replace function app.take_over(handover uuid, taker uuid, grant_id uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  h app.handovers;
  was app.cases;
  c app.cases;
  r app.referrals;
  t app.tasks;
  q app.requests;
begin
  select * into h from app.handovers o where o.id = handover and o.xmin = pg_current_xact_id()::xid and o.status = 'accepted'
    and o.to_agency_id = authz.agency_id();
  if h.id is null or taker is distinct from coalesce(h.to_person_id, taker) or not app.may_lead(h.case_id, taker)
    or not exists (select from app.people p where p.id = taker and p.agency_id = h.to_agency_id) then
    raise exception 'nothing was accepted' using errcode = '42501';
  end if;
  select * into was from app.cases k where k.id = h.case_id and k.lead_agency_id = h.from_agency_id and k.status in ('open', 'contact-lost') for update;
  if was.id is null then raise exception 'the lead was not theirs to give' using errcode = '42501'; end if;

  if h.to_agency_id = h.from_agency_id then
    perform app.join_case(h.case_id, h.to_agency_id, taker, array_agg(held.compartment), held.grant_id)
      from (select distinct on (m.compartment) m.compartment, m.grant_id from app.case_members m
        where m.case_id = h.case_id and m.agency_id = h.to_agency_id and m.until_at is null
        order by m.compartment, m.ends_at desc nulls first) held
     group by held.grant_id;
    -- To lead is what a lead referral asked for: it goes along.
    for r in select * from app.referrals o where o.case_id = h.case_id and o.kind = 'lead' and o.to_agency_id = h.to_agency_id
        and o.assignee_id = was.lead_person_id and o.status in ('accepted', 'in-service') for update
    loop
      update app.deadlines d set owes_person_id = taker
        where d.subject_id = r.id and d.closed_at is null and d.owes_agency_id = h.to_agency_id and d.owes_person_id = was.lead_person_id;
      update app.referrals o set assignee_id = taker, version = o.version + 1, updated_at = app.now() where o.id = r.id returning * into r;
      perform app.record('referral', 'referrals', r.id, r.version, r.status, 'take-over', r.case_id, r.case_reference, r.urgency, '{}', '{}', '[]', '[]', '[]');
    end loop;
    if was.lead_person_id is not null and was.lead_person_id <> taker and not exists (select from app.referrals o
        where o.case_id = h.case_id and o.assignee_id = was.lead_person_id and o.status in ('accepted', 'in-service')) then
      perform app.end_looks_in(h.case_id, was.lead_person_id);
    end if;
  else
    insert into app.former_leads (case_id, agency_id) values (h.case_id, h.from_agency_id);
    insert into app.grants (id, case_id, agency_id, compartments, purpose, legal_basis, until_at)
      select grant_id, h.case_id, h.to_agency_id, authz.walls_for(a.sector, p.function), h.purpose, h.legal_basis, app.now() + authz.access_lasts('handover')
        from app.people p join app.agencies a on a.id = p.agency_id where p.id = taker;
    perform app.join_case(h.case_id, h.to_agency_id, taker, g.compartments, grant_id) from app.grants g where g.id = take_over.grant_id;
    update app.case_members m set until_at = app.now()
      where m.case_id = h.case_id and m.agency_id = h.from_agency_id and m.until_at is null
        -- What it still serves keeps the look; what it was asked to lead keeps the shell alone, until it is completed.
        and not exists (select from app.referrals o where o.case_id = h.case_id and o.to_agency_id = h.from_agency_id
          and o.status in ('accepted', 'in-service') and (o.kind = 'service' or m.compartment = 'C0'));
  end if;

  update app.deadlines d set owes_agency_id = h.to_agency_id, owes_person_id = taker
    where d.subject_id = h.case_id and d.closed_at is null and d.owes_agency_id = h.from_agency_id;
  update app.cases k set lead_agency_id = h.to_agency_id, lead_person_id = taker, version = k.version + 1, updated_at = app.now()
    where k.id = h.case_id returning * into c;
  update app.referrals o set lead_agency_id = h.to_agency_id, lead_person_id = taker where o.case_id = h.case_id and app.is_unsettled(o);
  perform app.record('case', 'cases', c.id, c.version, c.status, 'take-over', c.id, c.reference, c.urgency, '{}', '{}', '[]', '[]',
    -- The team is told (who is on it, whoever sends it looks up), and so whoever gave it away and serves there still.
    jsonb_build_array(jsonb_build_object('agencyId', h.to_agency_id, 'personId', taker)));
  for t in select * from app.tasks o where o.case_id = h.case_id and o.status = 'open' and o.agency_id = h.from_agency_id
      and (h.to_agency_id <> h.from_agency_id or o.assignee_id is null or o.assignee_id = was.lead_person_id) for update
  loop
    update app.deadlines d set owes_agency_id = h.to_agency_id, owes_person_id = taker where d.subject_id = t.id and d.closed_at is null;
    update app.tasks o set agency_id = h.to_agency_id, assignee_id = taker, version = o.version + 1, updated_at = app.now()
      where o.id = t.id returning * into t;
    perform app.record('task', 'tasks', t.id, t.version, t.status, 'take-over', t.case_id, t.case_reference, c.urgency, '{}', '{}', '[]', '[]', '[]');
  end loop;
  for q in select * from app.requests o where h.to_agency_id <> h.from_agency_id and o.case_id = h.case_id and o.status = 'asked'
      and o.owner_agency_id = h.from_agency_id for update
  loop
    update app.deadlines d set owes_agency_id = h.to_agency_id, owes_person_id = null where d.subject_id = q.id and d.closed_at is null;
    update app.requests o set owner_agency_id = h.to_agency_id, version = o.version + 1, updated_at = app.now()
      where o.id = q.id returning * into q;
    perform app.record('request', 'requests', q.id, q.version, q.status, 'take-over', q.case_id, q.case_reference, c.urgency, '{}', '{}', '[]', '[]', '[]');
  end loop;
end $$;
comment on function app.take_over is
  'Does an accepted handover: moves the lead with deadlines, tasks and access requests, gives the taker access and ends access that the giver no longer needs.';
grant execute on function app.take_over to palermo_api;

create or replace function app.end_offer(of_case uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  c app.cases;
  h app.handovers;
begin
  select * into c from app.cases k where k.id = of_case and k.xmin = pg_current_xact_id()::xid and k.status in ('left', 'closed');
  if c.id is null then raise exception 'its case was not ended' using errcode = '42501'; end if;
  update app.handovers o set status = 'withdrawn', answered_at = app.now(), version = o.version + 1, updated_at = app.now()
    where o.case_id = of_case and o.status = 'offered' returning * into h;
  if h.id is null then return; end if;
  perform app.record('handover', 'handovers', h.id, h.version, h.status, 'withdraw', h.case_id, h.case_reference, c.urgency, '{}',
    array['handover.answer'], '[]', '[]', jsonb_build_array(jsonb_build_object('agencyId', h.to_agency_id, 'personId', h.to_person_id)));
end $$;
comment on function app.end_offer is
  'Ends the open offer of a case that this transaction ended.';
grant execute on function app.end_offer to palermo_api;

-- Whoever is about to end a case is shown the offer to hand it over, which ends with it.

-- Not stable: it is asked in the very statement that proves who asks, and a stable function would not see that proof.
create or replace function app.offer_in(wanted uuid) returns text language sql security definer set search_path = '' as $$
  select json_build_object('id', h.id, 'agencyName', a.label, 'dueAt', (select d.due_at from app.deadlines d
      where d.subject_id = h.id and d.closed_at is null))
    from app.handovers h join app.agencies a on a.id = h.to_agency_id
   where h.case_id = wanted and h.status = 'offered' and authz.in_case(wanted, 'C0')
$$;
comment on function app.offer_in is
  'The open offer of a case, for those about to end it. Volatile: it is asked in the statement that proves the actor.';
grant execute on function app.offer_in to palermo_api;
