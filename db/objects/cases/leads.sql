-- The lead that the actor's agency accepted in this transaction, by a lead referral or a hand-over: its case, both
-- agencies and the former lead person. Locks the case, so that only one transaction at a time moves its lead.
create or replace function app.accepted_lead(by_record uuid, taker uuid, out case_id uuid, out from_agency uuid, out to_agency uuid, out was_person uuid)
language plpgsql security definer set search_path = '' as $$
begin
  select a.case_id, a.from_agency_id, a.to_agency_id, c.lead_person_id into case_id, from_agency, to_agency, was_person from (
      select r.case_id, r.from_agency_id, r.to_agency_id, true as ended_too from app.referrals r
       where r.id = by_record and r.xmin = pg_current_xact_id()::xid and r.status = 'accepted' and r.accepted_at = app.now() and r.kind = 'lead'
         and r.assignee_id = taker
      union all
      select h.case_id, h.from_agency_id, h.to_agency_id, false from app.handovers h
       where h.id = by_record and h.xmin = pg_current_xact_id()::xid and h.status = 'accepted' and taker = coalesce(h.to_person_id, taker)
         and app.may_lead(h.case_id, taker) and exists (select from app.people p where p.id = taker and p.agency_id = h.to_agency_id)) a
    join app.cases c on c.id = a.case_id and c.lead_agency_id = a.from_agency_id and (a.ended_too or c.status in ('open', 'contact-lost'))
   where a.to_agency_id = authz.agency_id() for update of c;
  if case_id is null then raise exception 'no lead referral or hand-over was accepted in this transaction' using errcode = 'PA335'; end if;
end $$;
comment on function app.accepted_lead is
  'The lead that the actor''s agency accepted in this transaction: its case, both agencies and the former lead person. Refuses if there is none. Locks the case.';

-- Makes the agency that accepted the referral the lead of its case. Returns each changed row; the calling command records one event for each
-- returned row. The first statement locks the case, so that the second statement reads the committed state.
create or replace function app.move_lead(referral uuid, assignee uuid)
returns table (noun text, id uuid, version integer, status text, case_id uuid, reference text, priority text)
language sql security definer set search_path = '' as $$
  select app.accepted_lead(referral, assignee);
  with a as materialized (select * from app.accepted_lead(referral, assignee)),
  c as (
    update app.cases k set lead_agency_id = a.to_agency, lead_person_id = assignee, version = k.version + 1, updated_at = app.now()
      from a where k.id = a.case_id returning k.*),
  clocks as (
    update app.deadlines d set owes_agency_id = a.to_agency, owes_person_id = assignee
      from a where d.subject_id = a.case_id and d.closed_at is null and d.owes_agency_id = a.from_agency),
  -- A case has one lead, so lead referrals to other agencies become service referrals of the new lead.
  turned as (
    update app.referrals o set kind = 'service', version = o.version + 1, updated_at = app.now()
      from a where o.case_id = a.case_id and o.id <> move_lead.referral and o.kind = 'lead' and o.status in ('sent', 'received', 'queried', 'returned')
      returning o.*)
  select 'case', c.id, c.version, c.status, c.id, c.reference, c.urgency from c
  union all
  select 'referral', t.id, t.version, t.status, t.case_id, t.case_reference, t.urgency from turned t
$$;
comment on function app.move_lead is
  'Moves the lead of a case when a lead referral is accepted, in one statement with the deadlines, and turns other lead referrals into service referrals.';
grant execute on function app.move_lead to palermo_api;

-- The lead offers a hand-over with a summary. The giver leads until the receiver accepts, so that a case always has a
-- lead.

-- Whether a person can lead this case: the person's role works cases, and the person is at work now and not barred from
-- the case.
create or replace function app.may_lead(of_case uuid, person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select app.takes_work(person) and not exists (select from app.case_bars b where b.case_id = of_case and b.person_id = person)
$$;
comment on function app.may_lead is
  'Whether a person works cases now and is not barred from this case.';

create or replace function app.could_lead(of_case uuid, colleague uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select authz.in_case(of_case, 'C0') and app.may_lead(of_case, colleague)
    and exists (select from app.people p where p.id = colleague and p.agency_id = authz.working_agency())
$$;
comment on function app.could_lead is
  'Whether a colleague of the actor could lead a case that the actor reads.';
grant execute on function app.could_lead to palermo_api;

create or replace function app.guard_own_case() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.agency_only or new.lead_agency_id is distinct from authz.agency_id() then
    raise exception 'the actor may not change whether the case is shared' using errcode = 'PA337';
  end if;
  return new;
end $$;
comment on function app.guard_own_case is
  'Refuses to make an open case private to its agency: a case is private from its opening or never.';

create trigger cases_own before update on app.cases for each row
  when (old.agency_only is distinct from new.agency_only) execute function app.guard_own_case();
comment on trigger cases_own on app.cases is
  'Refuses to make a shared case private to its agency.';

create or replace function app.guard_own_team() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from fresh f join app.cases c on c.id = f.case_id where c.agency_only and c.lead_agency_id <> f.agency_id) then
    raise exception 'a case that its agency keeps to itself has no other agency on its team' using errcode = 'PA338';
  end if;
  return null;
end $$;
comment on function app.guard_own_team is
  'Refuses members of other agencies on a case that its agency keeps for itself.';

create trigger case_members_own after insert on app.case_members referencing new table as fresh for each statement
  execute function app.guard_own_team();
comment on trigger case_members_own on app.case_members is
  'Refuses to add other agencies to a case that is private to its agency.';

-- When an account ends or its role no longer carries casework, its work returns to the queue of the agency in the same
-- transaction, and no new work is assigned to the account.

-- Whether a person can be assigned work now. `coordinators` in shared/src/actor.ts has the same roles; a test compares
-- the two. Plain SQL, so that PostgreSQL inlines the function, which is called for each clock.
create or replace function app.takes_work(person uuid) returns boolean language sql stable as $$
  select exists (select from app.people p where p.id = person and p.disabled_at is null
    and p.function not in ('lead', 'administrator', 'auditor', 'integrity-officer'))
$$;
comment on function app.takes_work is
  'Whether a person carries casework now. `coordinators` in shared/src/actor.ts has the same roles. SQL, so that PostgreSQL inlines the function.';

create or replace function app.lead_follows() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update app.referrals r set lead_agency_id = new.lead_agency_id, lead_person_id = new.lead_person_id
    where r.case_id = new.id and (r.lead_agency_id, r.lead_person_id) is distinct from (new.lead_agency_id, new.lead_person_id)
      -- A referral that ended while another agency led the case keeps that agency as its lead.
      and case when old.lead_agency_id = new.lead_agency_id then r.lead_agency_id = new.lead_agency_id else app.is_unsettled(r) end;
  if old.lead_agency_id <> new.lead_agency_id then
    insert into app.former_leads (case_id, agency_id) values (new.id, old.lead_agency_id);
  end if;
  return null;
end $$;
comment on function app.lead_follows is
  'Copies the lead of a case to its referrals, because row security of a referral reads the copy. A referral that has ended keeps the agency that led then. Also stores the former lead agency.';

create trigger cases_lead_follows after update on app.cases for each row
  when ((old.lead_agency_id, old.lead_person_id) is distinct from (new.lead_agency_id, new.lead_person_id))
  execute function app.lead_follows();
comment on trigger cases_lead_follows on app.cases is
  'Keeps the lead of referrals equal to that of their case.';

create or replace function app.has_second_lead(wanted uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select authz.function() = 'lead' and exists (select from app.snapshots s join app.people p on p.agency_id = s.agency_id
    where s.id = wanted and p.function = 'lead' and p.disabled_at is null and p.id is distinct from s.drafter_id)
$$;
comment on function app.has_second_lead is
  'Whether another task-force lead of the same agency could sign figures; false for actors who are not a task-force lead.';
grant execute on function app.has_second_lead to palermo_api;
