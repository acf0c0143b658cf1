create or replace function app.work_of(person uuid) returns table (what text, id uuid) language sql stable security definer set search_path = '' as $$
  select 'received', r.id from app.referrals r where r.assignee_id = person and r.status in ('accepted', 'in-service')
  union all
  select case r.status when 'draft' then 'draft' else 'sent' end, r.id from app.referrals r
   where r.from_person_id = person and not r.from_person_left and (r.status not in ('declined', 'withdrawn', 'completed')
     or (r.status = 'declined' and exists (select from app.deadlines d where d.subject_id = r.id and d.closed_at is null)))
  union all
  select 'case', c.id from app.cases c where c.lead_person_id = person and c.status in ('open', 'contact-lost')
  union all
  select 'task', t.id from app.tasks t where t.assignee_id = person and t.status = 'open'
  union all
  select 'request', q.id from app.requests q where q.from_person_id = person and q.status = 'asked'
  union all
  select 'team', m.case_id from app.case_members m
     join app.cases c on c.id = m.case_id and c.status in ('open', 'contact-lost')
   where m.person_id = person and m.compartment = 'C0' and m.until_at is null
$$;
comment on function app.work_of is
  'Number of open records that a person carries: those that the person owes, and those in which others owe something to the person.';

create or replace function app.open_work(person uuid, out counts jsonb) language sql stable security definer set search_path = '' as $$
  select app.refuse_if(not authz.administers(), 'only an administrator may call this function', 'PA102');
  select jsonb_build_object(
      'received', count(*) filter (where w.what = 'received'), 'sent', count(*) filter (where w.what = 'sent'),
      'drafts', count(*) filter (where w.what = 'draft'), 'cases', count(*) filter (where w.what = 'case'),
      'tasks', count(*) filter (where w.what = 'task'), 'requests', count(*) filter (where w.what = 'request'),
      'teams', count(*) filter (where w.what = 'team'))
      || jsonb_build_object(
      'late', (select count(*) from app.work_items d where d.assignee_id = person and d.side = 'owes' and d.due_at < app.now()),
      'shifts', (select count(*) from app.shifts_of(person)),
      'dutyNumber', exists (select from app.people p where p.id = person and app.is_duty_number(p.agency_id, p.phone)),
      'colleagues', (select count(*) from app.people p join app.people c on c.agency_id = p.agency_id and c.id <> p.id where p.id = person and app.takes_work(c.id)))
    from app.work_of(person) w
$$;
comment on function app.open_work is
  'Counts of a person''s open work, for an administrator who is about to end the account.';
grant execute on function app.open_work to palermo_api;
grant execute on function app.open_work to palermo_api;

create or replace function app.hold_is_taken() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update app.case_members m set until_at = app.now() from fresh f
   where m.case_id = f.case_id and m.agency_id = f.agency_id and m.compartment = f.compartment
     and f.person_id is not null and m.person_id is null and m.until_at is null;
  return null;
end $$;
comment on function app.hold_is_taken is
  'Ends the unassigned membership of an agency once one of its members is assigned.';

create trigger case_members_taken after insert on app.case_members referencing new table as fresh for each statement
  execute function app.hold_is_taken();
comment on trigger case_members_taken on app.case_members is
  'Ends an agency''s unassigned membership when a member of it joins.';

-- The agency of a person who has left or whose role no longer carries casework. The lock waits for a concurrent
-- transaction that assigns work to the person.
create or replace function app.former_member(person uuid) returns uuid language plpgsql security definer set search_path = '' as $$
declare agency uuid;
begin
  if not (authz.administers() or session_user = 'palermo_worker') then raise exception 'only an administrator may call this function' using errcode = 'PA102'; end if;
  select p.agency_id into agency from app.people p where p.id = person for update;
  if agency is null or app.takes_work(person) then raise exception 'the person still carries work in the agency' using errcode = 'PA301'; end if;
  return agency;
end $$;
comment on function app.former_member is
  'The agency of a person who no longer carries work. Refuses any other person, and any caller but an administrator or a job.';

create or replace function app.owes_before(person uuid, moment timestamptz) returns boolean language sql security definer set search_path = '' as $$
  select app.former_member(person) is not null and exists (select from app.work_items d where d.assignee_id = person and d.side = 'owes'
    and (d.priority in ('tonight', 'within-24-hours') or d.due_at < moment))
$$;
comment on function app.owes_before is
  'Whether a former member of staff owes urgent work, or work that is due before the given time.';
grant execute on function app.owes_before to palermo_api, palermo_worker;

-- Returns each row that was unassigned, as one of three kinds: a record that needs an event, a subject whose work items
-- must be computed again, or a shift. It returns only ids, because the administrator who calls it may not see the work.
create or replace function app.unassign_former_staff(person uuid) returns table (noun text, id uuid) language sql security definer set search_path = '' as $$
  select app.former_member(person);
  -- Referrals that still need work lose this lead person, so that the lead's agency answers for them. A closed case
  -- keeps its lead person.
  update app.referrals o set lead_person_id = null where o.lead_person_id = person and app.is_unsettled(o);
  select app.end_looks_of(person, array(select distinct m.compartment from app.case_members m where m.person_id = person and m.until_at is null));
  with work as materialized (select distinct w.id from app.work_of(person) w where w.what <> 'team'),
  -- Deadlines in which the person owes or is owed something, on records that other persons carry too.
  clocks as (
    update app.deadlines d set owes_person_id = nullif(d.owes_person_id, person), owed_person_id = nullif(d.owed_person_id, person)
      from app.people gone where gone.id = person and d.closed_at is null and gone.agency_id in (d.owes_agency_id, d.owed_agency_id)
       and person in (d.owes_person_id, d.owed_person_id) returning d.subject_id),
  moved as (
    update app.referrals o set assignee_id = nullif(o.assignee_id, person), from_person_left = o.from_person_left or o.from_person_id = person,
        version = o.version + 1, updated_at = app.now() from work w where o.id = w.id returning 'referral' as noun, o.id),
  led as (
    update app.cases o set lead_person_id = null, version = o.version + 1, updated_at = app.now() from work w where o.id = w.id returning o.id),
  tasks as (
    update app.tasks o set assignee_id = null, version = o.version + 1, updated_at = app.now() from work w where o.id = w.id returning o.id),
  -- Requests to open a compartment for the person are closed.
  requests as (
    update app.requests o set status = 'withdrawn', answered_at = app.now(), version = o.version + 1, updated_at = app.now()
      from work w where o.id = w.id returning o.id)
  select m.noun, m.id from moved m
  union all select 'case', c.id from led c
  union all select 'task', t.id from tasks t
  union all select 'request', q.id from requests q
  union all select 'shift', null from generate_series(1, app.end_shifts(person))
  union all select distinct 'deadline', k.subject_id from clocks k where not exists (select from work w where w.id = k.subject_id)
$$;
comment on function app.unassign_former_staff is
  'Unassigns all work of a former member of staff, in one statement with the deadlines of that work. The caller records an event for each row.';
grant execute on function app.unassign_former_staff to palermo_api, palermo_worker;

create or replace function app.record_handed_back(s_noun text, s_id uuid, closes text[]) returns void language sql security definer set search_path = '' as $$
  select app.record(s_noun, s_noun || 's', o.id, o.version, o.status, 'hand-back', o.case_id, o.reference, o.urgency, '{}', closes, '[]', '[]', '[]')
    from (
      select 'referral' as noun, r.id, r.version, r.status, r.case_id, r.case_reference as reference, r.urgency from app.referrals r where r.id = s_id
      union all select 'case', c.id, c.version, c.status, c.id, c.reference, c.urgency from app.cases c where c.id = s_id
      union all select 'task', t.id, t.version, t.status, t.case_id, t.case_reference, c.urgency
        from app.tasks t join app.cases c on c.id = t.case_id where t.id = s_id
      union all select 'request', q.id, q.version, q.status, q.case_id, q.case_reference, c.urgency
        from app.requests q join app.cases c on c.id = q.case_id where q.id = s_id) o
   where o.noun = s_noun;
  select app.refresh_work_items_of(d) from app.deadlines d
   where s_noun = 'deadline' and d.subject_id = s_id and d.closed_at is null and (authz.administers() or session_user = 'palermo_worker') limit 1
$$;
comment on function app.record_handed_back is
  'Records that a row was returned to its agency, for an actor who may not read the row. For a deadline, also refreshes the work items.';
grant execute on function app.record_handed_back to palermo_api, palermo_worker;

create or replace function app.notify_of_handed_back(person uuid, urgent boolean) returns void language sql security definer set search_path = '' as $$
  insert into app.outbox (queue, name, payload)
    select 'notices', 'agency.hand-back', jsonb_build_object(
        'subjectKind', 'agency', 'subjectId', g.agency, 'caseId', null, 'caseReference', null, 'status', null,
        'fromAgencyId', g.agency, 'actorId', authz.person_id(), 'at', app.now(), 'urgent', urgent,
        'to', jsonb_build_array(
            jsonb_build_object('agencyId', g.agency, 'personId', null, 'role', 'supervisor'),
            jsonb_build_object('agencyId', g.agency, 'personId', null, 'role', 'head'))
          || case when exists (select from app.people p where p.agency_id = g.agency and app.takes_work(p.id)) then '[]'
            else jsonb_build_array(jsonb_build_object('agencyId', null, 'personId', null, 'role', 'lead', 'topic', 'agency.unstaffed')) end)
      from (select app.former_member(person) as agency) g
$$;
comment on function app.notify_of_handed_back is
  'Notifies supervisors and heads that work of a former member of staff went back to their agency. If the agency has no staff left, the leads of the task force are notified.';
grant execute on function app.notify_of_handed_back to palermo_api, palermo_worker;

-- Work that was assigned to a person at the moment in which the person left. A job unassigns it within a minute.
create or replace function app.work_of_former_staff() returns table (person_id uuid, subject_kind text, subject_id uuid)
language sql stable security definer set search_path = '' as $$
  with gone as (
    select p.id from app.people p where p.disabled_at is not null or p.function in ('lead', 'administrator', 'auditor', 'integrity-officer'))
  select g.id, w.kind, w.id from gone g cross join lateral (
    select case o.what when 'case' then 'case' when 'task' then 'task' when 'request' then 'request' else 'referral' end as kind, o.id
      from app.work_of(g.id) o where o.what <> 'team'
    union select d.subject_kind, d.subject_id from app.work_items d where d.assignee_id = g.id and d.subject_kind <> 'approval') w
   where session_user <> 'palermo_api' or authz.administers()
$$;
comment on function app.work_of_former_staff is
  'Open work assigned to accounts that no longer work cases. A job returns this work to its agency within a minute.';
grant execute on function app.work_of_former_staff to palermo_api, palermo_worker;
