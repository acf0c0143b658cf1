-- What every noun shares: events, clocks, the desk and its counters, the outbox, retries.
set role palermo_definer;

create table app.events (
  id bigint generated always as identity primary key,
  subject_kind text not null,
  subject_id uuid not null,
  case_id uuid,
  compartment text not null default 'C0',
  action text not null,
  version integer not null,
  status text not null,
  actor_id uuid,
  agency_id uuid,
  at timestamptz not null default app.now(),
  x xid8 not null default pg_current_xact_id(),
  changes jsonb not null default '{}'
);
create unique index events_subject on app.events (subject_id, version);
create index events_case_id on app.events (case_id, id) where case_id is not null;
call app.wall('app.events');

create table app.deadlines (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  case_id uuid,
  key text not null,
  owes_agency_id uuid not null,
  owes_person_id uuid,
  owed_agency_id uuid,
  owed_person_id uuid,
  profile text not null,
  profile_version text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  -- What held when the clock started: kind, nature, source, mark, verifiedOn; a later profile does not change it.
  ruling jsonb not null default '{}',
  alarms jsonb not null default '[]',
  next_alarm_at timestamptz,
  closed_at timestamptz,
  breach_reason text check (breach_reason in (
    'waiting-for-interpreter', 'waiting-for-other-agency', 'waiting-for-documents', 'person-asked-to-wait', 'person-unreachable', 'no-capacity', 'unsafe-to-act', 'workload', 'sent-to-wrong-agency', 'recorded-late', 'system-unavailable', 'other')),
  breach_answered_at timestamptz,
  breach_answered_by uuid,
  -- Counts its changes: two people who change one clock at once do not overwrite each other.
  version integer not null default 1,
  -- Until when it stands still. It goes on by itself, so that nobody is forgotten in a pause.
  paused_until timestamptz
);
create index deadlines_subject on app.deadlines (subject_id, started_at);
create index deadlines_alarm on app.deadlines (next_alarm_at) where closed_at is null and next_alarm_at is not null;
create index deadlines_owes on app.deadlines (owes_agency_id, due_at) where closed_at is null;
create index deadlines_owed on app.deadlines (owed_agency_id, due_at) where closed_at is null;
call app.wall('app.deadlines');
grant select on app.deadlines to palermo_api;
create policy deadlines_worker on app.deadlines for select to palermo_worker using (true);
create policy deadlines_alarmed on app.deadlines for update to palermo_worker using (true);
grant select, update (next_alarm_at) on app.deadlines to palermo_worker;

-- The work queue: one row per agency per piece of open work, written by the door alone.
create table app.desk (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null,
  assignee_id uuid,
  side text not null check (side in ('owes', 'is-owed')),
  subject_kind text not null,
  subject_id uuid not null,
  case_id uuid,
  case_reference text,
  kind text not null,
  status text not null,
  priority text not null check (priority in ('tonight', 'within-24-hours', 'soon', 'routine')),
  due_at timestamptz not null,
  counterparty_agency_id uuid,
  opened_at timestamptz not null,
  -- Of which kind the thing is, where its step alone does not say it.
  detail text
);
create unique index desk_subject on app.desk (subject_id, agency_id, side);
create index desk_agency on app.desk (agency_id, side, due_at, id);
create index desk_assignee on app.desk (assignee_id, side, due_at, id);
call app.wall('app.desk');
grant select on app.desk to palermo_api;

-- How much of it there is, moved with it; several slots a key so that a busy agency does not queue at one row.
create table app.counters (
  agency_id uuid not null,
  assignee_id uuid not null default '00000000-0000-0000-0000-000000000000',
  side text not null,
  kind text not null,
  status text not null,
  due_on date not null,
  slot smallint not null,
  n integer not null,
  primary key (agency_id, side, due_on, kind, status, assignee_id, slot)
);
call app.wall('app.counters');
grant select on app.counters to palermo_api, palermo_worker;
create policy counters_worker on app.counters for select to palermo_worker using (true);

create table app.outbox (
  id bigint generated always as identity primary key,
  queue text not null,
  name text not null,
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz
);
create index outbox_unsent on app.outbox (id) where sent_at is null;
call app.wall('app.outbox');
create policy outbox_worker on app.outbox for select to palermo_worker using (true);
create policy outbox_sent on app.outbox for update to palermo_worker using (true);
grant select, update (sent_at) on app.outbox to palermo_worker;

create table app.idempotency (
  person_id uuid not null,
  key text not null,
  body_hash bytea not null,
  subject_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  primary key (person_id, key)
);
call app.wall('app.idempotency');
create policy idempotency_own on app.idempotency for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
grant select, insert on app.idempotency to palermo_api;

-- Within an agency: unassigned work, one's own, and for those who answer for the team all of it.
-- A deputy has the work of whoever is away before them as if it were their own.
create policy desk_read on app.desk for select to palermo_api using (agency_id = (select working_agency from authz.me)
  and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]))
  and (assignee_id is null or assignee_id = any ((select carries from authz.me)::uuid[]) or (select sees_team from authz.me)));
create policy counters_read on app.counters for select to palermo_api using (agency_id = (select working_agency from authz.me)
  and (assignee_id = '00000000-0000-0000-0000-000000000000' or assignee_id = any ((select carries from authz.me)::uuid[])
    or (select sees_team from authz.me)));

-- Makes desk and counters of one subject equal to its open clocks: each agency sees the next thing it owes, and the
-- next thing it is owed. The counters are met in one order, so that two who move the same agencies' work do not wait in a
-- ring.
create function app.refresh_desk(s_kind text, s_id uuid, s_case uuid, s_reference text, s_status text, s_priority text)
returns void language plpgsql security definer set search_path = '' as $$
declare had app.desk[];
begin
  with gone as (delete from app.desk t where t.subject_id = s_id returning t) select array_agg(g.t) into had from gone g;
  with clocks as (
    select d.* from app.deadlines d where d.subject_id = s_id and d.closed_at is null
  ), come as (
    select distinct on (o.agency, o.side) o.* from (
      select c.owes_agency_id agency, 'owes' side, c.owes_person_id person, c.key, c.due_at, c.owed_agency_id other, c.started_at from clocks c
      union all
      select c.owed_agency_id, 'is-owed', c.owed_person_id, c.key, c.due_at, c.owes_agency_id, c.started_at from clocks c
       where c.owed_agency_id <> c.owes_agency_id) o
     order by o.agency, o.side, o.due_at, o.key
  ), counted as (
    insert into app.counters as n (agency_id, assignee_id, side, kind, status, due_on, slot, n)
      select w.agency_id, coalesce(w.assignee_id, '00000000-0000-0000-0000-000000000000'), w.side, w.kind, w.status,
          (w.due_at at time zone 'UTC')::date, pg_backend_pid() % 16, sum(w.more)
        from (
          select g.agency_id, g.assignee_id, g.side, g.kind, g.status, g.due_at, -1 as more from unnest(had) g
          union all
          select c.agency, c.person, c.side, c.key, s_status, c.due_at, 1 from come c) w
       group by 1, 2, 3, 4, 5, 6 having sum(w.more) <> 0
       order by 1, 2, 3, 4, 5, 6
    on conflict (agency_id, side, due_on, kind, status, assignee_id, slot) do update set n = n.n + excluded.n
  )
  insert into app.desk (agency_id, assignee_id, side, subject_kind, subject_id, case_id, case_reference, kind, status, priority, due_at, counterparty_agency_id, opened_at)
    select c.agency, c.person, c.side, s_kind, s_id, s_case, s_reference, c.key, s_status, s_priority, c.due_at, c.other, c.started_at from come c;
end $$;
revoke execute on function app.refresh_desk from public;

-- The second half of the door: whoever moved a row in this transaction, under row security, has here its event, clocks,
-- desk, counters and outbox written. It takes no actor: the log row of this transaction is the actor.
create function app.record(s_kind text, s_table text, s_id uuid, s_version integer, s_status text, s_action text,
  s_case uuid, s_reference text, s_priority text, s_changes jsonb,
  closes text[], opens jsonb, people jsonb, tells jsonb, wall text default 'C0')
returns void language plpgsql security definer set search_path = '' as $$
declare
  who uuid;
  their_agency uuid;
  instant timestamptz := app.now();
  -- The agencies that stand at an end of it, as it is now.
  ends uuid[];
  -- Who carries it in each agency, by the agency's id.
  carriers jsonb;
begin
  select m.person_id, m.agency_id into who, their_agency from authz.me m;
  if who is null and session_user <> 'palermo_worker' then raise exception 'nobody acts' using errcode = '42501'; end if;
  -- Only a row that this transaction itself wrote, told as it stands: nobody records a move that row security did not let
  -- them make, nor writes into the history of another case.
  if s_table <> s_kind || 's' then raise exception 'not its table' using errcode = '42501'; end if;
  -- The same question for every noun; of the one that moves most it is asked with a plan that is kept.
  if s_table = 'referrals' then
    select array[t.from_agency_id, t.to_agency_id, t.lead_agency_id] into ends from app.referrals t where t.id = s_id and t.version = s_version
      and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid;
  else
    execute format('select array[%I, %I, (select c.lead_agency_id from app.cases c where c.id = $4)] from app.%I
      where id = $1 and version = $2 and status = $3 and %I is not distinct from $4 and xmin = pg_current_xact_id()::xid',
        case when s_table = 'cases' then 'lead_agency_id' when s_table in ('requests', 'alerts', 'handovers', 'approvals') then 'from_agency_id' else 'agency_id' end,
        case s_table when 'cases' then 'lead_agency_id' when 'requests' then 'owner_agency_id' when 'alerts' then 'to_agency_id'
          when 'handovers' then 'to_agency_id' when 'approvals' then 'to_agency_id' else 'agency_id' end,
        s_table, case s_table when 'cases' then 'id' else 'case_id' end)
      into ends using s_id, s_version, s_status, s_case;
  end if;
  if ends is null then raise exception 'nothing was moved' using errcode = '42501'; end if;
  -- Whoever acts stands at an end as well: a member of a team tells its own people.
  perform app.refuse_strange_effects(s_kind, s_action, array_remove(ends || their_agency, null), closes, opens, people, tells);
  -- A move lasts once it is answered, whatever its caller asked of this transaction.
  perform set_config('synchronous_commit', 'on', true);

  -- What happens behind a wall is part of the history of those behind it alone.
  insert into app.events (subject_kind, subject_id, case_id, compartment, action, version, status, actor_id, agency_id, at, changes)
    values (s_kind, s_id, s_case, wall, s_action, s_version, s_status, who, their_agency, instant, s_changes);
  if cardinality(closes) > 0 then
    update app.deadlines set closed_at = instant, next_alarm_at = null
      where subject_id = s_id and closed_at is null and key = any (closes);
  end if;
  if jsonb_array_length(opens) > 0 then
    insert into app.deadlines (id, subject_kind, subject_id, case_id, key, owes_agency_id, owes_person_id, owed_agency_id, owed_person_id,
        profile, profile_version, started_at, due_at, ruling, alarms, next_alarm_at)
      select gen_random_uuid(), s_kind, s_id, s_case, o.key, o.owes, o."owesPerson", o.owed, o."owedPerson",
        o.profile, o."profileVersion", instant, o."dueAt", o.ruling, o.alarms, o."nextAlarmAt"
      from jsonb_to_recordset(opens) as o(key text, owes uuid, "owesPerson" uuid, owed uuid, "owedPerson" uuid,
        profile text, "profileVersion" text, "dueAt" timestamptz, ruling jsonb, alarms jsonb, "nextAlarmAt" timestamptz);
  end if;
  -- Work moves to whoever carries it now, in each agency.
  if jsonb_array_length(people) > 0 then
    select jsonb_object_agg(p.agency, p.person) into carriers from jsonb_to_recordset(people) as p(agency text, person uuid);
    update app.deadlines d set owes_person_id = c.owes, owed_person_id = c.owed
      from (select k.id,
            case when carriers ? k.owes_agency_id::text then (carriers->>k.owes_agency_id::text)::uuid else k.owes_person_id end as owes,
            -- What another agency owes in a referral to whoever leads its case waits for them, not for a colleague who asked for it.
            case when s_kind = 'referral' and k.ruling->>'owedTo' = 'case-lead' and k.owed_agency_id <> k.owes_agency_id then k.owed_person_id
              when carriers ? k.owed_agency_id::text then (carriers->>k.owed_agency_id::text)::uuid else k.owed_person_id end as owed
          from app.deadlines k where k.subject_id = s_id and k.closed_at is null) c
     where d.id = c.id and (d.owes_person_id, d.owed_person_id) is distinct from (c.owes, c.owed);
  end if;
  perform app.refresh_desk(s_kind, s_id, s_case, s_reference, s_status, s_priority);
  if jsonb_array_length(tells) > 0 then
    insert into app.outbox (queue, name, payload)
      values ('notices', s_kind || '.' || s_action, jsonb_build_object('subjectKind', s_kind, 'subjectId', s_id, 'caseId', s_case,
        'caseReference', s_reference, 'status', s_status, 'fromAgencyId', their_agency, 'actorId', who, 'to', tells, 'at', instant));
  end if;
end $$;
revoke execute on function app.record from public;
grant execute on function app.record to palermo_api;

-- A status moves only together with its event: checked at commit, for every noun that asks for it.
create function app.has_event() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from app.events e where e.subject_id = new.id and e.version = new.version and e.x = pg_current_xact_id()) then
    raise exception '% moved without its event', tg_argv[0] using errcode = '23514';
  end if;
  return null;
end $$;
revoke execute on function app.has_event from public;

-- The law's numbers, as data.
create table app.profiles (
  code text not null,
  version text not null,
  document jsonb not null,
  loaded_at timestamptz not null default clock_timestamp(),
  primary key (code, version)
);
call app.wall('app.profiles');
create policy profiles_read on app.profiles for select to palermo_api, palermo_worker using (true);
grant select on app.profiles to palermo_api, palermo_worker;

create table app.holidays (
  calendar text not null,
  on_date date not null,
  name text not null,
  source text not null,
  primary key (calendar, on_date)
);
call app.wall('app.holidays');
create policy holidays_read on app.holidays for select to palermo_api, palermo_worker using (true);
create policy holidays_fill on app.holidays for insert to palermo_worker with check (true);
grant select on app.holidays to palermo_api, palermo_worker;
grant insert on app.holidays to palermo_worker;
reset role;
