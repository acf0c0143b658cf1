-- Alerts: notices to an authority without a person and without a case, as the law asks of an adult who declined a
-- referral (Modern Slavery Act 2015, s. 52). Nothing here leads to a file, and no file leads here.
set role palermo_definer;

create table app.alerts (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('sent', 'received', 'closed', 'withdrawn')),
  kind text not null check (kind in ('duty-to-notify')),
  reference text not null,
  -- The door asks every noun for its case: an alert never has one.
  case_id uuid check (case_id is null),
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null,
  to_agency_id uuid not null references app.agencies,
  form_id text not null,
  form_version integer not null,
  close_reason text check (close_reason in ('noted', 'passed-to-police', 'joins-what-is-known', 'not-enough-to-act-on')),
  withdrawal_reason text check (withdrawal_reason in ('now-referred', 'mistaken-or-duplicate')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  received_at timestamptz,
  ended_at timestamptz,
  check (from_agency_id <> to_agency_id)
);
create index alerts_inbox on app.alerts (to_agency_id, created_at desc, id desc);
create index alerts_outbox on app.alerts (from_agency_id, created_at desc, id desc);
call app.wall('app.alerts');
-- The sender: whoever wrote it, and those who answer for them. The receiver: everybody who works there.
create policy alerts_read on app.alerts for select to palermo_api using (exists (select from authz.me where
  (me.working_agency = from_agency_id and (me.person_id = from_person_id or me.sees_team)) or me.working_agency = to_agency_id));
create policy alerts_send on app.alerts for insert to palermo_api with check (from_agency_id = (select working_agency from authz.me)
  and from_person_id = (select person_id from authz.me) and status = 'sent' and version = 1);
create policy alerts_move on app.alerts for update to palermo_api
  using ((select working_agency from authz.me) in (from_agency_id, to_agency_id));
grant select, insert, update (version, status, close_reason, withdrawal_reason, updated_at, received_at, ended_at) on app.alerts to palermo_api;
create policy alerts_worker on app.alerts for select to palermo_worker using (true);
grant select (id, version, status) on app.alerts to palermo_worker;
create constraint trigger alerts_begun after insert on app.alerts
  deferrable initially deferred for each row execute function app.has_event('alert');
create constraint trigger alerts_moved after update on app.alerts deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('alert');

-- Whoever holds the connection: the receiver answers, the sender takes back.
create function app.guard_alert() returns trigger language plpgsql set search_path = '' as $$
declare mine uuid := (select m.working_agency from authz.me m);
begin
  if new.status = 'withdrawn' and mine is distinct from old.from_agency_id
    or new.status <> 'withdrawn' and mine is distinct from old.to_agency_id then
    raise exception 'not theirs to move' using errcode = '42501';
  end if;
  return new;
end $$;
revoke execute on function app.guard_alert from public;
create trigger alerts_guard before update on app.alerts for each row when (current_user = 'palermo_api') execute function app.guard_alert();

-- Behind which walls whoever acts may stand at all, by sector and function.
create function authz.own_walls() returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  return (select authz.walls_for(g.sector, me.function) from authz.me join app.agencies g on g.id = me.agency_id);
end $$;
revoke execute on function authz.own_walls from public;
grant execute on function authz.own_walls to palermo_api;

-- What was answered, sealed by wall. Read by whoever wrote it until the authority has it, and there by those whose sector
-- and function stand behind the wall.
create table app.alert_answers (
  alert_id uuid not null,
  compartment text not null check (compartment in ('C0', 'C1', 'C2', 'C3', 'C4', 'C5')),
  sealed bytea not null,
  primary key (alert_id, compartment)
);
call app.wall('app.alert_answers');
create policy alert_answers_read on app.alert_answers for select to palermo_api using (exists (select from app.alerts a, authz.me
  where a.id = alert_id and ((a.from_person_id = me.person_id and a.status = 'sent')
    or (a.to_agency_id = me.working_agency
      and compartment = any ((select authz.own_walls())::text[])))));
create policy alert_answers_write on app.alert_answers for insert to palermo_api with check (exists (select from app.alerts a, authz.me
  where a.id = alert_id and a.from_person_id = me.person_id and a.status = 'sent' and a.version = 1));
grant select, insert on app.alert_answers to palermo_api;
reset role;
