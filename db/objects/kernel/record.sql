-- The database half of a transition. For a row that this transaction changed under row security, it writes event,
-- clocks, work items, counters and outbox entry. The actor is no parameter: the log row of this transaction is the
-- actor.
create or replace function app.record(s_kind text, s_table text, s_id uuid, s_version integer, s_status text, s_action text,
  s_case uuid, s_reference text, s_priority text, s_changes jsonb,
  closes text[], opens jsonb, people jsonb, notifies jsonb, of_compartment text default 'C0')
returns void language plpgsql security definer set search_path = '' as $$
declare
  who uuid;
  their_agency uuid;
  instant timestamptz := app.now();
  -- The agencies that are parties of the record now.
  ends uuid[];
  -- The responsible person in each agency, by agency id.
  carriers jsonb;
begin
  select m.person_id, m.agency_id into who, their_agency from authz.me m;
  if who is null and session_user <> 'palermo_worker' then raise exception 'no signed-in person acts in this transaction' using errcode = 'PA103'; end if;
  -- Accepts only a row that this transaction has changed, in its new state: so no event can be recorded for a change
  -- that row security refused, or in the history of another case.
  if s_table <> s_kind || 's' then raise exception 'the table does not belong to the record type' using errcode = 'PA207'; end if;
  ends := app.ends_of_moved(s_kind, s_id, s_version, s_status, s_case);
  if ends is null then raise exception 'this transaction did not change the row to the given version and status' using errcode = 'PA208'; end if;
  -- The actor's agency counts as a party, so that a team member can notify their own agency.
  perform app.refuse_strange_effects(s_kind, s_action, array_remove(ends || their_agency, null), closes, opens, people, notifies);
  -- The commit is synchronous even if the caller chose otherwise, because an action that was answered must survive a
  -- crash.
  perform set_config('synchronous_commit', 'on', true);

  -- Only readers of its compartment see an event in a compartment.
  insert into app.events (subject_kind, subject_id, case_id, compartment, action, version, status, actor_id, agency_id, at, changes)
    values (s_kind, s_id, s_case, of_compartment, s_action, s_version, s_status, who, their_agency, instant, s_changes);
  if cardinality(closes) > 0 then
    update app.deadlines set closed_at = instant, next_alarm_at = null
      where subject_id = s_id and closed_at is null and key = any (closes);
  end if;
  if jsonb_array_length(opens) > 0 then
    insert into app.deadlines (id, subject_kind, subject_id, case_id, key, owes_agency_id, owes_person_id, owed_agency_id, owed_person_id,
        profile, profile_version, started_at, due_at, applied_rule, alarms, next_alarm_at)
      select gen_random_uuid(), s_kind, s_id, s_case, o.key, o.owes, o."owesPerson", o.owed, o."owedPerson",
        o.profile, o."profileVersion", instant, o."dueAt", o."appliedRule", o.alarms, o."nextAlarmAt"
      from jsonb_to_recordset(opens) as o(key text, owes uuid, "owesPerson" uuid, owed uuid, "owedPerson" uuid,
        profile text, "profileVersion" text, "dueAt" timestamptz, "appliedRule" jsonb, alarms jsonb, "nextAlarmAt" timestamptz);
  end if;
  -- Work items move to the person who is now responsible in each agency.
  if jsonb_array_length(people) > 0 then
    select jsonb_object_agg(p.agency, p.person) into carriers from jsonb_to_recordset(people) as p(agency text, person uuid);
    update app.deadlines d set owes_person_id = c.owes, owed_person_id = c.owed
      from (select k.id,
            case when carriers ? k.owes_agency_id::text then (carriers->>k.owes_agency_id::text)::uuid else k.owes_person_id end as owes,
            -- A deadline of a referral that another agency owes to the case lead is assigned to the lead person of the
            -- case, not to the colleague who acted.
            case when s_kind = 'referral' and k.applied_rule->>'owedTo' = 'case-lead' and k.owed_agency_id <> k.owes_agency_id then k.owed_person_id
              when carriers ? k.owed_agency_id::text then (carriers->>k.owed_agency_id::text)::uuid else k.owed_person_id end as owed
          from app.deadlines k where k.subject_id = s_id and k.closed_at is null) c
     where d.id = c.id and (d.owes_person_id, d.owed_person_id) is distinct from (c.owes, c.owed);
  end if;
  perform app.refresh_work_items(s_kind, s_id, s_case, s_reference, s_status, s_priority);
  if jsonb_array_length(notifies) > 0 then
    insert into app.outbox (queue, name, payload)
      values ('notices', s_kind || '.' || s_action, jsonb_build_object('subjectKind', s_kind, 'subjectId', s_id, 'caseId', s_case,
        'caseReference', s_reference, 'status', s_status, 'fromAgencyId', their_agency, 'actorId', who, 'to', notifies, 'at', instant));
  end if;
end $$;
comment on function app.record is
  'Writes event, deadlines, work items, counters and outbox entry of an action that this transaction took. The actor is the log line of the transaction.';
grant execute on function app.record to palermo_api;

create or replace function app.has_event() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from app.events e where e.subject_id = new.id and e.version = new.version and e.x = pg_current_xact_id()) then
    raise exception 'a row of % changed without its event', tg_argv[0] using errcode = 'PA209';
  end if;
  return null;
end $$;
comment on function app.has_event is
  'Refuses, at commit, a changed row without its event.';
