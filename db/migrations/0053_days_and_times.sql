-- An adult who does not want to be referred is counted on the day that it is where they were met, as every other day of
-- the numbers is a local one.
set role palermo_definer;
create or replace function app.count_not_referred() returns void language plpgsql security definer set search_path = '' as $$
begin
  if authz.agency_id() is null then raise exception 'nobody acts' using errcode = '42501'; end if;
  insert into app.not_referred as c (agency_id, on_date, n)
    select a.id, (app.now() at time zone a.zone)::date, 1 from app.agencies a where a.id = authz.agency_id()
    on conflict (agency_id, on_date) do update set n = c.n + 1;
end $$;

-- A clock that an amended urgency moved is told like every other change of a clock, with what it said before; and less time
-- begins when its owner hears of it, so that whoever counts it again comes to the same.
alter table app.clock_changes drop constraint clock_changes_kind_check;
alter table app.clock_changes add constraint clock_changes_kind_check
  check (kind in ('paused', 'resumed', 'extended', 'corrected', 'recounted', 'moved', 'amended'));
-- As before; one that stands still goes by what it had when it stopped.
create or replace function app.clocks_to_move(referral uuid) returns table (key text, started_at timestamptz, due_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select d.key, d.started_at, d.due_at from app.deadlines d join app.referrals r on r.id = d.subject_id
   where d.subject_id = referral and d.closed_at is null and d.paused_until is null and r.from_agency_id = authz.working_agency()
   order by d.key
$$;
create or replace function app.move_clocks(referral uuid, clocks jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare r app.referrals;
begin
  select * into r from app.referrals o where o.id = referral and o.from_agency_id = authz.agency_id() and exists (select from app.events e
    where e.subject_id = o.id and e.version = o.version and e.x = pg_current_xact_id() and e.action = 'amend' and e.changes->>'topic' = 'urgency');
  if r.id is null then raise exception 'no urgency was amended' using errcode = '42501'; end if;
  insert into app.clock_changes (deadline_id, version, kind, actor_id, agency_id, old_started_at, old_due_at, started_at, due_at)
    select d.id, d.version + 1, 'amended', authz.person_id(), authz.agency_id(), d.started_at, d.due_at, c."startedAt", c."dueAt"
      from jsonb_to_recordset(clocks) as c(key text, "startedAt" timestamptz, "dueAt" timestamptz)
      join app.deadlines d on d.subject_id = r.id and d.closed_at is null and d.paused_until is null and d.key = c.key;
  update app.deadlines d set version = d.version + 1, started_at = c."startedAt", due_at = c."dueAt", ruling = c.ruling, alarms = c.alarms,
      next_alarm_at = c."nextAlarmAt", profile = c.profile, profile_version = c."profileVersion"
    from jsonb_to_recordset(clocks) as c(key text, "startedAt" timestamptz, "dueAt" timestamptz, ruling jsonb, alarms jsonb, "nextAlarmAt" timestamptz,
      profile text, "profileVersion" text)
   where d.subject_id = r.id and d.closed_at is null and d.paused_until is null and d.key = c.key;
  perform app.refresh_desk('referral', r.id, r.case_id, r.case_reference, r.status, r.urgency);
end $$;
reset role;
