-- The lead goes with the acceptance of a lead referral; every referral of the case of which something is still to be done
-- follows. One more event on the case says so, and its review is owed by the new lead.
create or replace function app.move_lead(referral uuid, assignee uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  r app.referrals;
  c app.cases;
begin
  select * into r from app.referrals where id = referral and xmin = pg_current_xact_id()::xid and status = 'accepted'
    and accepted_at = app.now() and kind = 'lead' and to_agency_id = authz.agency_id() and assignee_id = assignee;
  if r.id is null then raise exception 'nothing was accepted' using errcode = '42501'; end if;
  update app.cases set lead_agency_id = r.to_agency_id, lead_person_id = assignee, version = version + 1, updated_at = app.now()
    where id = r.case_id and lead_agency_id = r.from_agency_id returning * into c;
  if c.id is null then raise exception 'the lead was not theirs to give' using errcode = '42501'; end if;
  insert into app.former_leads (case_id, agency_id) values (c.id, r.from_agency_id);
  insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id)
    values ('case', c.id, c.id, 'lead-moved', c.version, c.status, authz.person_id(), authz.agency_id());
  update app.referrals o set lead_agency_id = r.to_agency_id, lead_person_id = assignee
    where o.case_id = c.id and app.is_unsettled(o) and o.id <> r.id;
  -- What was asked of others at the same time is now a service to the new lead: a lead is given away once.
  with turned as (
    update app.referrals set kind = 'service', version = version + 1, updated_at = app.now()
      where case_id = c.id and id <> r.id and kind = 'lead' and status in ('sent', 'received', 'queried', 'returned')
      returning id, version, status)
  insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id)
    select 'referral', t.id, c.id, 'lead-moved', t.version, t.status, authz.person_id(), authz.agency_id() from turned t;
  update app.deadlines set owes_agency_id = r.to_agency_id, owes_person_id = assignee
    where subject_id = c.id and closed_at is null and owes_agency_id = r.from_agency_id;
  perform app.refresh_desk('case', c.id, c.id, c.reference, c.status, c.urgency);
end $$;
comment on function app.move_lead is
  'Moves the lead of a case with the acceptance of a lead referral, with its open referrals and its review.';
grant execute on function app.move_lead to palermo_api;

-- A case is handed over: offered by who leads it, with a summary behind its walls, and taken by who will. Until then the
-- giver leads, so that it is nobody's for no moment.

-- Whether this person can lead this case: of a function that works cases, there now, and not barred from it.
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
    raise exception 'not theirs to keep' using errcode = '42501';
  end if;
  return new;
end $$;
comment on function app.guard_own_case is
  'A case is kept for its agency alone from its opening or never.';

create trigger cases_own before update on app.cases for each row
  when (old.agency_only is distinct from new.agency_only) execute function app.guard_own_case();
comment on trigger cases_own on app.cases is
  'Refuses to close a shared case to others.';

create or replace function app.guard_own_team() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from fresh f join app.cases c on c.id = f.case_id where c.agency_only and c.lead_agency_id <> f.agency_id) then
    raise exception 'kept by another agency' using errcode = '42501';
  end if;
  return null;
end $$;
comment on function app.guard_own_team is
  'Refuses members of other agencies on a case that its agency keeps for itself.';

create trigger case_members_own after insert on app.case_members referencing new table as fresh for each statement
  execute function app.guard_own_team();
comment on trigger case_members_own on app.case_members is
  'Keeps other agencies off a case that is kept by its agency.';

-- Somebody whose account ends, or whose function no longer carries casework: what they carried goes back to their agency's
-- queue in the same transaction, and nothing that begins later is theirs.

-- Whether somebody carries work now. `coordinators` in shared/src/actor.ts says the same; a test holds the two equal.
-- Plain SQL, which its callers, all of them the definer's, take in as their own: it is asked for each clock.
create or replace function app.takes_work(person uuid) returns boolean language sql stable as $$
  select exists (select from app.people p where p.id = person and p.disabled_at is null
    and p.function not in ('lead', 'administrator', 'auditor', 'integrity-officer'))
$$;
comment on function app.takes_work is
  'Whether a person carries casework now. `coordinators` in shared/src/actor.ts says the same. SQL, so that it is inlined.';

create or replace function app.lead_follows() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update app.referrals r set lead_person_id = new.lead_person_id
    where r.case_id = new.id and r.lead_agency_id = new.lead_agency_id and r.lead_person_id is distinct from new.lead_person_id;
  return null;
end $$;
comment on function app.lead_follows is
  'Copies the lead person of a case to its referrals, whose row security asks for it.';

create trigger cases_lead_follows after update on app.cases for each row
  when (old.lead_person_id is distinct from new.lead_person_id and old.lead_agency_id = new.lead_agency_id)
  execute function app.lead_follows();
comment on trigger cases_lead_follows on app.cases is
  'Keeps the lead person of referrals equal to that of their case.';

create or replace function app.has_second_lead(wanted uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select authz.function() = 'lead' and exists (select from app.snapshots s join app.people p on p.agency_id = s.agency_id
    where s.id = wanted and p.function = 'lead' and p.disabled_at is null and p.id is distinct from s.drafter_id)
$$;
comment on function app.has_second_lead is
  'Whether another lead of the same agency could sign these figures, told to leads alone.';
grant execute on function app.has_second_lead to palermo_api;
