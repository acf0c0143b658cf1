create or replace function authz.may_approve(approver uuid, asker uuid, of_case uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from app.people p join app.people a on a.id = asker
     where p.id = approver and p.disabled_at is null and p.function in ('head', 'administrator') and p.agency_id <> a.agency_id
       and not exists (select from authz.appointments m where m.person_id = p.id and m.by_person_id = a.id and m.at > app.now() - interval '30 days')
       and not exists (select from app.case_bars b where b.case_id = of_case and b.person_id = p.id))
$$;
comment on function authz.may_approve is
  'Whether a person may approve an action that another person asks for.';

-- The agency to ask next. In a case this is first an agency on its team and then the secretariat, because a request to
-- any other agency would reveal the case. Police and immigration are never asked about a
-- case; immigration must learn of a protection only by asking itself.
create or replace function authz.next_approver(asker uuid, of_case uuid, tried uuid[], besides uuid, out agency uuid, out person uuid)
language sql stable security definer set search_path = '' as $$
  select p.agency_id, p.id from app.people p join app.agencies g on g.id = p.agency_id
   where p.function in ('head', 'administrator') and p.disabled_at is null and p.agency_id <> all (tried) and p.id is distinct from besides
     and authz.may_approve(p.id, asker, of_case) and (of_case is null or g.sector not in ('immigration', 'police'))
   order by (of_case is not null and exists (select from app.case_members m where m.case_id = of_case and m.agency_id = p.agency_id and m.until_at is null)) desc,
     (of_case is not null and g.sector = 'secretariat') desc,
     (select count(*) from app.approvals o where o.to_person_id = p.id and o.status in ('asked', 'endorsed')), p.id
   limit 1
$$;
comment on function authz.next_approver is
  'The agency to ask next: in a case an agency of its team, then the secretariat, since any other agency would learn that there is a case; never immigration or police.';

create or replace function app.may_answer(a app.approvals) returns boolean language sql stable security definer set search_path = '' as $$
  select a.status in ('asked', 'endorsed') and authz.agency_id() = a.to_agency_id and authz.person_id() is distinct from a.endorsed_by
    and authz.person_id() is distinct from a.subject_id and authz.may_approve(authz.person_id(), a.from_person_id, a.about_case_id)
$$;
comment on function app.may_answer is
  'Whether the actor may answer this approval now.';
grant execute on function app.may_answer to palermo_api;

create or replace function app.approval_ways(of_case uuid, out alone boolean, out possible boolean) language plpgsql security definer set search_path = '' as $$
begin
  alone := authz.may_act_alone();
  possible := exists (select from authz.next_approver(authz.person_id(), of_case, '{}', null) n where n.agency is not null);
end $$;
comment on function app.approval_ways is
  'Whether the actor may act without approval, and whether another person exists who could approve.';
grant execute on function app.approval_ways to palermo_api;

create or replace function app.is_answered(wanted uuid, of_compartment text) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.people p where p.agency_id = app.compartment_owner(wanted, of_compartment) and p.function in ('supervisor', 'head')
    and p.disabled_at is null and p.id is distinct from authz.person_id()
    and not exists (select from app.case_bars b where b.case_id = wanted and b.person_id = p.id))
$$;
comment on function app.is_answered is
  'Whether a person other than the actor can answer access requests for this compartment.';
grant execute on function app.is_answered to palermo_api;

-- Compartments for which the actor may ask another agency to approve access: C2 always, any other only if no person
-- except the actor can answer an access request for it. The actor must be a member of the case in person, their role
-- must allow the compartment, and they must have neither access to it nor an open request for this approval.
create or replace function app.may_ask_approval(wanted uuid) returns text[] language sql stable security definer set search_path = '' as $$
  select array(select w from authz.me
      join app.agencies g on g.id = me.working_agency
      cross join unnest(authz.compartments_for(g.sector, me.function)) w
    where w in ('C1', 'C2', 'C3', 'C4', 'C5') and authz.in_case(wanted, 'C0') and not authz.in_case(wanted, w)
      and (w = 'C2' or not app.is_answered(wanted, w))
      and exists (select from app.case_members m where m.case_id = wanted and m.compartment = 'C0' and m.person_id = me.person_id
        and m.agency_id = me.working_agency and m.until_at is null)
      and not exists (select from app.approvals a where a.about_case_id = wanted and a.from_person_id = me.person_id
        and a.status in ('asked', 'endorsed') and a.payload->>'compartment' = w)
    order by w)
$$;
comment on function app.may_ask_approval is
  'Compartments of a case for which the actor may ask another agency''s approval: C2 always, others where no other person answers a request.';
grant execute on function app.may_ask_approval to palermo_api;

-- Roles and names of the persons of an approval, for its readers. Only members of the asker's own agency and the owner
-- of the account concerned are named.
create or replace function app.approval_people(a app.approvals, out asker_role text, out asker_name text, out subject_name text, out subject_agency text, out subject_role text,
  out case_reference text, out due_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select p.function, case when authz.function() <> 'auditor'
        and (p.agency_id = authz.agency_id() or (app.may_answer(a) and a.kind = 'account')) then p.name end,
      t.name, t.agency, t.function, (select c.reference from app.cases c where c.id = a.about_case_id),
      (select d.due_at from app.deadlines d where d.subject_id = a.id and d.closed_at is null)
    from (values (true)) one left join app.people p on p.id = a.from_person_id
    left join lateral (select s.name, g.label as agency, s.function from app.people s join app.agencies g on g.id = s.agency_id
      where s.id = a.subject_id and a.kind = 'account' and (authz.administers() or app.may_answer(a))) t on true
$$;
comment on function app.approval_people is
  'Roles and names of the persons of an approval, for its readers. Only members of the asker''s own agency and the owner of the account concerned are named.';
grant execute on function app.approval_people to palermo_api;

-- Approvals that get no answer: the deadline has passed, the asked agency can no longer answer, or the asker has left.
create or replace function app.unanswered_approvals() returns table (id uuid, left_by_asker boolean, next_agency uuid, next_person uuid)
language sql stable security definer set search_path = '' as $$
  select a.id, not app.approval_stands(a), n.agency, n.person
    from app.approvals a
    left join lateral authz.next_approver(a.from_person_id, a.about_case_id, a.tried || a.to_agency_id, a.endorsed_by) n on true
   where session_user = 'palermo_worker' and a.status in ('asked', 'endorsed')
     and (not app.approval_stands(a)
       or (n.agency is not null and (exists (select from app.deadlines d where d.subject_id = a.id and d.closed_at is null and d.due_at <= app.now())
         or not exists (select from app.people p where p.agency_id = a.to_agency_id and p.id is distinct from a.endorsed_by
           and p.id is distinct from a.subject_id and authz.may_approve(p.id, a.from_person_id, a.about_case_id)))))
   order by a.id limit 100
$$;
comment on function app.unanswered_approvals is
  'Open approvals that get no answer: the deadline has passed, the asked agency can no longer answer, or the asker has left. With each, the agency to ask next.';
grant execute on function app.unanswered_approvals to palermo_worker;
