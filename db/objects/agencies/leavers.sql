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
  'Pieces of open work that a person carries: what they owe, and what others answer to them.';

create or replace function app.open_work(person uuid, out counts jsonb) language plpgsql stable security definer set search_path = '' as $$
begin
  if not authz.administers() then raise exception 'not allowed' using errcode = '42501'; end if;
  select jsonb_build_object(
      'received', count(*) filter (where w.what = 'received'), 'sent', count(*) filter (where w.what = 'sent'),
      'drafts', count(*) filter (where w.what = 'draft'), 'cases', count(*) filter (where w.what = 'case'),
      'tasks', count(*) filter (where w.what = 'task'), 'requests', count(*) filter (where w.what = 'request'),
      'teams', count(*) filter (where w.what = 'team'))
    into counts from app.work_of(person) w;
  select counts || jsonb_build_object(
      'late', (select count(*) from app.desk d where d.assignee_id = person and d.side = 'owes' and d.due_at < app.now()),
      'shifts', (select count(*) from app.shifts_of(person)),
      'dutyNumber', exists (select from app.people p where p.id = person and app.is_duty_number(p.agency_id, p.phone)),
      'colleagues', (select count(*) from app.people p join app.people c on c.agency_id = p.agency_id and c.id <> p.id where p.id = person and app.takes_work(c.id)))
    into counts;
end $$;
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
  'Ends an agency''s membership without a person once one of its members takes the place.';

create trigger case_members_taken after insert on app.case_members referencing new table as fresh for each statement
  execute function app.hold_is_taken();
comment on trigger case_members_taken on app.case_members is
  'Ends an agency''s unassigned membership when a member of it joins.';

-- What one person carried, returned to the agency through `app.record`: each record has its event, its clocks are the
-- agency's, its rows in the queue are everybody's there. Those who answer for the team are told once; where nobody is
-- left who could take it on, the leads of the task force are.
create or replace function app.unassign_former_staff(person uuid) returns integer language plpgsql security definer set search_path = '' as $$
declare
  gone app.people;
  ids uuid[];
  clock app.deadlines;
  r app.referrals;
  c app.cases;
  t app.tasks;
  q app.requests;
  urgent boolean;
  n integer := 0;
begin
  if not (authz.administers() or session_user = 'palermo_worker') then raise exception 'not allowed' using errcode = '42501'; end if;
  -- Waits for whoever gives them something at this moment, to hand that back too.
  select * into gone from app.people p where p.id = person for update;
  if gone.id is null or app.takes_work(person) then raise exception 'still works there' using errcode = '42501'; end if;
  urgent := exists (select from app.desk d where d.assignee_id = person and d.side = 'owes'
    and (d.priority in ('tonight', 'within-24-hours') or d.due_at < app.now() + interval '1 day'));
  ids := array(select distinct w.id from app.work_of(person) w where w.what <> 'team');
  perform app.end_looks_of(person, array(select distinct m.compartment from app.case_members m where m.person_id = person and m.until_at is null));
  -- All that is owed by them or to them, of what others carry too: they waited for it, and now their agency does.
  for clock in update app.deadlines d set owes_person_id = nullif(d.owes_person_id, person), owed_person_id = nullif(d.owed_person_id, person)
    where d.closed_at is null and gone.agency_id in (d.owes_agency_id, d.owed_agency_id) and person in (d.owes_person_id, d.owed_person_id)
    returning d.*
  loop
    if clock.subject_id <> all (ids) then perform app.refresh_desk_of(clock); end if;
  end loop;
  -- A case that is closed keeps who led it. What still runs under it is answered by their agency all the same.
  update app.referrals o set lead_person_id = null where o.lead_person_id = person and app.is_unsettled(o);
  for r in update app.referrals o set assignee_id = nullif(o.assignee_id, person), from_person_left = o.from_person_left or o.from_person_id = person,
      version = o.version + 1, updated_at = app.now() where o.id = any (ids) returning o.*
  loop
    perform app.record('referral', 'referrals', r.id, r.version, r.status, 'hand-back', r.case_id, r.case_reference, r.urgency, '{}', '{}', '[]', '[]', '[]');
    n := n + 1;
  end loop;
  for c in update app.cases o set lead_person_id = null, version = o.version + 1, updated_at = app.now() where o.id = any (ids) returning o.*
  loop
    perform app.record('case', 'cases', c.id, c.version, c.status, 'hand-back', c.id, c.reference, c.urgency, '{}', '{}', '[]', '[]', '[]');
    n := n + 1;
  end loop;
  for t in update app.tasks o set assignee_id = null, version = o.version + 1, updated_at = app.now() where o.id = any (ids) returning o.*
  loop
    perform app.record('task', 'tasks', t.id, t.version, t.status, 'hand-back', t.case_id, t.case_reference,
      (select k.urgency from app.cases k where k.id = t.case_id), '{}', '{}', '[]', '[]', '[]');
    n := n + 1;
  end loop;
  -- Nobody is let in behind a wall for the sake of somebody who is gone.
  for q in update app.requests o set status = 'withdrawn', answered_at = app.now(), version = o.version + 1, updated_at = app.now()
      where o.id = any (ids) returning o.*
  loop
    perform app.record('request', 'requests', q.id, q.version, q.status, 'hand-back', q.case_id, q.case_reference,
      (select k.urgency from app.cases k where k.id = q.case_id), '{}', array['request.answer'], '[]', '[]', '[]');
    n := n + 1;
  end loop;
  n := n + app.end_shifts(person);
  if n > 0 then
    insert into app.outbox (queue, name, payload) values ('notices', 'agency.hand-back', jsonb_build_object(
      'subjectKind', 'agency', 'subjectId', gone.agency_id, 'caseId', null, 'caseReference', null, 'status', null,
      'fromAgencyId', gone.agency_id, 'actorId', authz.person_id(), 'at', app.now(), 'urgent', urgent,
      'to', jsonb_build_array(
          jsonb_build_object('agencyId', gone.agency_id, 'personId', null, 'role', 'supervisor'),
          jsonb_build_object('agencyId', gone.agency_id, 'personId', null, 'role', 'head'))
        || case when exists (select from app.people p where p.agency_id = gone.agency_id and app.takes_work(p.id)) then '[]'
          else jsonb_build_array(jsonb_build_object('agencyId', null, 'personId', null, 'role', 'lead', 'topic', 'agency.unstaffed')) end));
  end if;
  return n;
end $$;
comment on function app.unassign_former_staff is
  'Returns all work of a person to their agency''s queue, with its events and clocks, and notifies supervisors and heads once; the leads of the task force where none is left.';
grant execute on function app.unassign_former_staff to palermo_api, palermo_worker;

-- What stands in the name of somebody who does not work there any more: given in the very moment they left. There is none
-- for longer than a minute, for a job hands it back.
create or replace function app.work_of_former_staff() returns table (person_id uuid, subject_kind text, subject_id uuid)
language sql stable security definer set search_path = '' as $$
  with gone as (
    select p.id from app.people p where p.disabled_at is not null or p.function in ('lead', 'administrator', 'auditor', 'integrity-officer'))
  select g.id, w.kind, w.id from gone g cross join lateral (
    select case o.what when 'case' then 'case' when 'task' then 'task' when 'request' then 'request' else 'referral' end as kind, o.id
      from app.work_of(g.id) o where o.what <> 'team'
    union select d.subject_kind, d.subject_id from app.desk d where d.assignee_id = g.id and d.subject_kind <> 'approval') w
   where session_user <> 'palermo_api' or authz.administers()
$$;
comment on function app.work_of_former_staff is
  'Open work in the name of accounts that no longer work cases. A job returns it within a minute.';
grant execute on function app.work_of_former_staff to palermo_api, palermo_worker;
