-- Only the sender sets the urgency of a referral, also after sending. If the sender amends the urgency, the deadlines
-- that depend on it are computed again.
create or replace function app.urgency_is_the_senders() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if authz.agency_id() is distinct from old.from_agency_id then raise exception 'only the sender may change the urgency of a referral' using errcode = 'PA375'; end if;
  return new;
end $$;
comment on function app.urgency_is_the_senders is
  'Refuses a change of urgency by others than the sender.';

create trigger referrals_urgency before update of urgency on app.referrals for each row
  when (current_user = 'palermo_api' and old.urgency is distinct from new.urgency) execute function app.urgency_is_the_senders();
comment on trigger referrals_urgency on app.referrals is
  'Only the sender changes the urgency.';

-- The running deadlines of a referral with their pauses and extensions, from which the new due times are computed when
-- the sender amends the urgency. A paused deadline keeps the time that was left when it was paused.
create or replace function app.clocks_to_move(referral uuid) returns table (key text, "startedAt" timestamptz, "dueAt" timestamptz, changes text)
language sql stable security definer set search_path = '' as $$
  select d.key, d.started_at, d.due_at, app.changes_of(d.id, d.version)
    from app.deadlines d join app.referrals r on r.id = d.subject_id
   where d.subject_id = referral and d.closed_at is null and d.paused_until is null and r.from_agency_id = authz.working_agency()
   order by d.key
$$;
comment on function app.clocks_to_move is
  'Running deadlines of a referral with their changes, for a sender who amends the urgency.';
grant execute on function app.clocks_to_move to palermo_api;

-- Sets new due times in the transaction in which the sender amended the urgency. As with every change of a clock, both
-- parties are notified with the earlier value, and a limit other than that of the rule is stored. A shorter limit
-- begins now, when the agency that owes it is notified.
create or replace function app.move_clocks(referral uuid, clocks jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare r app.referrals;
begin
  select * into r from app.referrals o where o.id = referral and o.from_agency_id = authz.agency_id() and exists (select from app.events e
    where e.subject_id = o.id and e.version = o.version and e.x = pg_current_xact_id() and e.action = 'amend' and e.changes->>'topic' = 'urgency');
  if r.id is null then raise exception 'no urgency was amended in this transaction' using errcode = 'PA376'; end if;
  insert into app.clock_changes (deadline_id, version, kind, actor_id, agency_id, value, unit, old_started_at, old_due_at, started_at, due_at)
    select d.id, d.version + 1, 'amended', authz.person_id(), authz.agency_id(), (c.limit->>'value')::integer, c.limit->>'unit',
        d.started_at, d.due_at, c."startedAt", c."dueAt"
      from jsonb_to_recordset(clocks) as c(key text, "startedAt" timestamptz, "dueAt" timestamptz, "limit" jsonb)
      join app.deadlines d on d.subject_id = r.id and d.closed_at is null and d.paused_until is null and d.key = c.key;
  update app.deadlines d set version = d.version + 1, started_at = c."startedAt", due_at = c."dueAt", applied_rule = c."appliedRule", alarms = c.alarms,
      next_alarm_at = c."nextAlarmAt", profile = c.profile, profile_version = c."profileVersion"
    from jsonb_to_recordset(clocks) as c(key text, "startedAt" timestamptz, "dueAt" timestamptz, "appliedRule" jsonb, alarms jsonb, "nextAlarmAt" timestamptz,
      profile text, "profileVersion" text)
   where d.subject_id = r.id and d.closed_at is null and d.paused_until is null and d.key = c.key;
  perform app.refresh_work_items('referral', r.id, r.case_id, r.case_reference, r.status, r.urgency);
end $$;
comment on function app.move_clocks is
  'Sets new due times in the transaction in which the sender amended the urgency. A shorter limit begins now, when the agency that owes it is notified.';
grant execute on function app.move_clocks to palermo_api;

-- How urgent a need is now: the urgency `tonight` ends after the night, and a need that is met, or whose referral has
-- ended, is no longer urgent. `urgencyNow` in shared/src/codes/urgency.ts says the same; a test compares the two.
create or replace function app.urgency_now(urgency text, since timestamptz, status text) returns text language sql stable set search_path = '' as $$
  select case
    when urgency not in ('tonight', 'within-24-hours') or since is null then urgency
    when status in ('in-service', 'completed', 'declined', 'withdrawn', 'closed', 'left') then 'soon'
    when since <= app.now() - case urgency when 'tonight' then interval '24 hours' else interval '48 hours' end then 'soon'
    else urgency end
$$;
comment on function app.urgency_now is
  'How urgent a need is now: a stated urgency ends after its time, or when the need is met. shared/src/codes/urgency.ts says the same.';
grant execute on function app.urgency_now to palermo_api;
