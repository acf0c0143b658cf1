-- A case is handed over: offered by who leads it, with a summary behind its walls, and taken by who will. Until then the
-- giver leads, so that it is nobody's for no moment.
set role palermo_definer;

-- Whether this person can lead this case: of a function that works cases, there now, and not barred from it.
create function app.may_lead(of_case uuid, person uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return app.takes_work(person) and not exists (select from app.case_bars b where b.case_id = of_case and b.person_id = person);
end $$;
revoke execute on function app.may_lead from public;

create table app.handovers (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('offered', 'accepted', 'declined', 'withdrawn')),
  case_id uuid not null references app.cases,
  case_reference text not null,
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null references app.people,
  to_agency_id uuid not null references app.agencies,
  -- Named where it stays in the agency: names do not cross to another one, whose own people say who takes it.
  to_person_id uuid references app.people,
  -- What the person said to it; another agency takes over by her word, or on a basis that stands in law.
  asked text not null check (asked in ('yes', 'no', 'not-asked', 'refused', 'unknown')),
  legal_basis text check (legal_basis in (
    'consent', 'guardian-and-best-interest', 'vital-interest', 'statutory-duty', 'court-order', 'legal-claim')),
  decline_reason text check (decline_reason in (
    'no-capacity', 'conflict-of-interest', 'not-right-for-person', 'summary-not-enough')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  answered_at timestamptz,
  check ((to_agency_id = from_agency_id) = (to_person_id is not null)),
  check (to_agency_id = from_agency_id or (legal_basis is not null and (legal_basis <> 'consent' or asked = 'yes')))
);
create index handovers_case_id on app.handovers (case_id, created_at desc, id desc);
create index handovers_from_agency_id on app.handovers (from_agency_id);
create index handovers_from_person_id on app.handovers (from_person_id);
create index handovers_to_agency_id on app.handovers (to_agency_id);
create index handovers_to_person_id on app.handovers (to_person_id);
call app.wall('app.handovers');
-- Seen by both ends, and by those on the case who may know of its receiver. The barred see none of it.
create policy handovers_read on app.handovers for select to palermo_api using (
  case_id <> all ((select barred from authz.me)::uuid[])
  and (exists (select from authz.me where
      (me.working_agency = from_agency_id and (me.person_id = from_person_id or me.sees_team))
      or (me.working_agency = to_agency_id and (to_person_id is null or me.person_id = to_person_id or me.sees_team)))
    or authz.knows(case_id, to_agency_id)));
create policy handovers_offer on app.handovers for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me)
    and authz.in_case(case_id, 'C0'));
create policy handovers_move on app.handovers for update to palermo_api
  using ((select working_agency from authz.me) in (from_agency_id, to_agency_id));
grant select, insert, update (version, status, decline_reason, updated_at, answered_at) on app.handovers to palermo_api;
create constraint trigger handovers_begun after insert on app.handovers
  deferrable initially deferred for each row execute function app.has_event('handover');
create constraint trigger handovers_moved after update on app.handovers deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('handover');

-- Nobody offers what they do not lead, nor to somebody who could not lead it, nor twice at once; nobody answers for the
-- other end.
create function app.guard_handover() returns trigger language plpgsql security definer set search_path = '' as $$
declare mine uuid := authz.agency_id();
begin
  if tg_op = 'INSERT' then
    if new.status <> 'offered' or new.version <> 1 or new.from_agency_id is distinct from mine or new.from_person_id is distinct from authz.person_id()
      or not exists (select from app.cases c where c.id = new.case_id and c.reference = new.case_reference and c.lead_agency_id = mine)
      -- Nobody hands a case to themselves, and so lets themselves in behind its compartments.
      or new.to_person_id = new.from_person_id
      or (new.to_person_id is not null and not exists (select from app.people p where p.id = new.to_person_id
        and p.agency_id = new.to_agency_id and app.may_lead(new.case_id, p.id)))
      or not exists (select from app.case_members m where m.case_id = new.case_id and m.agency_id = new.to_agency_id
        and m.compartment = 'C0' and m.until_at is null) then
      raise exception 'not theirs to offer' using errcode = '42501';
    end if;
    if exists (select from app.handovers h where h.case_id = new.case_id and h.status = 'offered') then
      raise exception 'offered already' using errcode = '23505';
    end if;
  elsif new.status in ('accepted', 'declined') and (mine is distinct from old.to_agency_id
      or (old.to_person_id is not null and old.to_person_id is distinct from authz.person_id()))
    or new.status = 'withdrawn' and mine is distinct from old.from_agency_id then
    raise exception 'not theirs to answer' using errcode = '42501';
  end if;
  return new;
end $$;
revoke execute on function app.guard_handover from public;
create trigger handovers_guard before insert or update on app.handovers for each row when (current_user = 'palermo_api')
  execute function app.guard_handover();

-- The summary: notes of the case, each behind its wall, that say to which hand-over they belong.
alter table app.notes add column handover_id uuid;
create index notes_handover_id on app.notes (handover_id) where handover_id is not null;
create policy notes_of_handover on app.notes as restrictive for insert to palermo_api
  with check (handover_id is null or exists (select from app.handovers h where h.id = handover_id and h.case_id = notes.case_id
    and h.status = 'offered' and h.from_person_id = (select person_id from authz.me)));

-- What the receiver must know to answer, though they are not on the case yet: the shell of it, no name and no words.
create function app.handover_shell(handover uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
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
revoke execute on function app.handover_shell from public;
grant execute on function app.handover_shell to palermo_api;

-- Ends the looks of a person in one case. What the agency holds through nobody else it goes on holding, with nobody looking.
create function app.end_looks_in(of_case uuid, person uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  with ended as (
    update app.case_members m set until_at = app.now() where m.case_id = of_case and m.person_id = person and m.until_at is null
     returning m.agency_id, m.compartment, m.grant_id, m.ends_at)
  insert into app.case_members (case_id, agency_id, compartment, grant_id, ends_at)
    select distinct on (e.agency_id, e.compartment) of_case, e.agency_id, e.compartment, e.grant_id, e.ends_at from ended e
     where not exists (select from app.case_members o where o.case_id = of_case and o.agency_id = e.agency_id
       and o.compartment = e.compartment and o.until_at is null and o.person_id is distinct from person)
     order by e.agency_id, e.compartment, e.ends_at desc nulls first;
end $$;
revoke execute on function app.end_looks_in from public;

-- Whether its giver's agency leads the case still; and whether one of the receiver's own could lead it.
create function app.still_leads(handover uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from app.handovers h join app.cases c on c.id = h.case_id and c.lead_agency_id = h.from_agency_id
    where h.id = handover and h.to_agency_id = authz.working_agency());
end $$;
create function app.can_take(handover uuid, taker uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from app.handovers h join app.people p on p.id = taker and p.agency_id = h.to_agency_id
    where h.id = handover and h.to_agency_id = authz.working_agency() and app.may_lead(h.case_id, p.id));
end $$;
-- The same of a colleague, for whoever sees the case.
create function app.could_lead(of_case uuid, colleague uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return authz.in_case(of_case, 'C0') and app.may_lead(of_case, colleague)
    and exists (select from app.people p where p.id = colleague and p.agency_id = authz.working_agency());
end $$;
revoke execute on function app.still_leads, app.can_take, app.could_lead from public;
grant execute on function app.still_leads, app.can_take, app.could_lead to palermo_api;

-- What an accepted hand-over does, all in its transaction: the lead moves with the case's clocks, its open tasks and the
-- requests that its lead answers; the taker is let in; and whoever gave it away looks no longer than they still serve.
create function app.take_over(handover uuid, taker uuid, grant_id uuid) returns void language plpgsql security definer set search_path = '' as $$
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
revoke execute on function app.take_over from public;
grant execute on function app.take_over to palermo_api;

-- An offer that nobody has answered ends with its case, whoever ends that: the lead may have gone elsewhere meanwhile.
create function app.end_offer(of_case uuid) returns void language plpgsql security definer set search_path = '' as $$
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
revoke execute on function app.end_offer from public;
grant execute on function app.end_offer to palermo_api;
reset role;
