create or replace function app.changes_of(clock uuid, version integer) returns text language sql stable as $$
  select case when version = 1 then '[]' else (select json_agg(json_build_object('kind', x.kind, 'at', x.at, 'from', x.from_at,
    'until', x.until_at, 'value', x.value, 'unit', x.unit) order by x.version)::text from app.clock_changes x where x.deadline_id = clock) end
$$;
comment on function app.changes_of is
  'Changes of a deadline as JSON; an empty list if there are none.';

-- Writes a change of a clock with its earlier values, event, work items and notices. False if another transaction
-- changed the clock first. Called by `move_clock`, and when an approval is carried out.
create or replace function app.write_clock(wanted uuid, seen integer, change jsonb, alarms jsonb, next_alarm_at timestamptz, notifies jsonb, by_person uuid, by_agency uuid)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  was app.deadlines;
  now_is app.deadlines;
  act text := change->>'kind';
begin
  select * into was from app.deadlines d where d.id = wanted;
  perform set_config('synchronous_commit', 'on', true);
  perform app.hold_subject(was.subject_kind, was.subject_id);
  update app.deadlines d set version = d.version + 1, started_at = (change->>'startedAt')::timestamptz, due_at = (change->>'dueAt')::timestamptz,
      paused_until = (change->>'pausedUntil')::timestamptz, alarms = write_clock.alarms, next_alarm_at = write_clock.next_alarm_at,
      -- A period that was closed because of a wrong date is opened again.
      closed_at = null, profile_version = coalesce(change->>'profileVersion', d.profile_version), applied_rule = d.applied_rule || coalesce(change->'appliedRule', '{}')
    where d.id = wanted and d.version = seen
      and (d.closed_at is null or (act = 'corrected' and d.applied_rule->>'expires' = 'end' and d.closed_at = d.due_at))
    returning d.* into now_is;
  if now_is.id is null then return false; end if;
  insert into app.clock_changes (deadline_id, version, kind, actor_id, agency_id, reason, from_at, until_at, value, unit, source,
      old_started_at, old_due_at, started_at, due_at)
    values (wanted, now_is.version, act, by_person, by_agency, change->>'reason', (change->>'from')::timestamptz,
      (change->>'until')::timestamptz, (change->>'value')::integer, change->>'unit', change->>'source',
      was.started_at, was.due_at, now_is.started_at, now_is.due_at);
  if by_person is not null then
    insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id, changes)
      values ('deadline', wanted, was.case_id, act, now_is.version, 'running', by_person, by_agency,
        jsonb_strip_nulls(jsonb_build_object('step', was.key, 'reason', change->>'reason')));
  end if;
  perform app.refresh_work_items_of(now_is);
  if jsonb_array_length(notifies) > 0 then
    insert into app.outbox (queue, name, payload)
      values ('notices', 'deadline.' || act, jsonb_build_object('subjectKind', was.subject_kind, 'subjectId', was.subject_id,
        'caseId', was.case_id, 'caseReference', (select c.reference from app.cases c where c.id = was.case_id),
        'fromAgencyId', by_agency, 'actorId', by_person, 'to', notifies, 'at', app.now(), 'deadlineId', wanted));
  end if;
  return true;
end $$;
comment on function app.write_clock is
  'Writes a change of a deadline with its earlier values, event, work items and notices. False if another transaction changed the deadline first.';

-- Records a change of a clock, as `app.record` records an action on a record. TypeScript has computed the new values by
-- the rule; this function checks the actor's right and writes the values. False if another transaction changed the
-- clock first.
create or replace function app.move_clock(wanted uuid, seen integer, change jsonb, alarms jsonb, next_alarm_at timestamptz, notifies jsonb)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  was app.deadlines;
  mine authz.me;
  act text := change->>'kind';
begin
  select * into mine from authz.me;
  select * into was from app.deadlines d where d.id = wanted;
  if session_user = 'palermo_worker' then
    if act not in ('recounted', 'moved') then raise exception 'a job may only recount or move deadlines' using errcode = 'PA211'; end if;
  elsif mine.working_agency is null or mine.working_agency not in (was.owes_agency_id, coalesce(was.owed_agency_id, was.owes_agency_id))
      or was.case_id = any (mine.barred)
      or (mine.sees_team or authz.in_case(was.case_id, 'C0')
        or (mine.working_agency = was.owes_agency_id and (was.owes_person_id is null or was.owes_person_id = any (mine.carries)))
        or (mine.working_agency = was.owed_agency_id and (was.owed_person_id is null or was.owed_person_id = any (mine.carries)))) is not true
      or act not in ('paused', 'resumed', 'extended', 'corrected')
      or (act in ('paused', 'extended') and not mine.sees_team)
      -- A missed deadline cannot be paused or extended to make it timely.
      or (act in ('paused', 'extended') and was.due_at <= app.now())
      or (change->>'startedAt')::timestamptz > app.now()
      -- Shortening a protection needs an approval by a second person (app.approvals).
      or (was.applied_rule ? 'effect' and (change->>'dueAt')::timestamptz < was.due_at) then
    raise exception 'the actor may not change this deadline' using errcode = 'PA212';
  end if;
  -- Only the two parties of the clock are notified, in each the responsible person.
  if exists (select from jsonb_to_recordset(notifies) as t("agencyId" uuid, "personId" uuid)
      where t."agencyId" is null or (t."agencyId", t."personId") is distinct from (was.owes_agency_id, was.owes_person_id)
        and (t."agencyId", t."personId") is distinct from (was.owed_agency_id, was.owed_person_id)) then
    raise exception 'the holder of the deadline is no party of the record' using errcode = 'PA213';
  end if;
  return app.write_clock(wanted, seen, change, alarms, next_alarm_at, notifies, mine.person_id, mine.agency_id);
end $$;
comment on function app.move_clock is
  'Checks whether the actor may change a deadline in this way, and writes the change. False if another transaction changed the deadline first.';
grant execute on function app.move_clock to palermo_api, palermo_worker;

-- Ends a period at its due time. False if the period has ended already.
create or replace function app.end_period(wanted uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare ended app.deadlines;
begin
  if session_user <> 'palermo_worker' then raise exception 'only the worker login may call this function' using errcode = 'PA101'; end if;
  select * into ended from app.deadlines d where d.id = wanted;
  perform app.hold_subject(ended.subject_kind, ended.subject_id);
  update app.deadlines d set closed_at = d.due_at, next_alarm_at = null
    where d.id = wanted and d.closed_at is null and d.due_at <= app.now() and d.applied_rule->>'expires' = 'end' returning d.* into ended;
  if not found then return false; end if;
  perform app.refresh_work_items_of(ended);
  return true;
end $$;
comment on function app.end_period is
  'Ends a period at its due time, for a job. False if the period has ended already.';
grant execute on function app.end_period to palermo_worker;
