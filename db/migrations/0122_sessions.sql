-- Sessions: what their owner is told, and may know, of them.
set role palermo_definer;

-- Devices that somebody has signed in on, by what the browser says of itself; forgotten after a year without use.
create table authz.known_devices (
  person_id uuid not null references app.people,
  device text not null,
  seen_at timestamptz not null default now(),
  primary key (person_id, device)
);
call app.wall('authz.known_devices');

-- The owner is told of a sign-in on a device that was not used before, by mail and in the app; not of the very first.
create function authz.tell_new_device(who uuid, seen_as text) returns void language plpgsql security definer set search_path = '' as $$
declare
  is_first boolean := not exists (select from authz.known_devices k where k.person_id = who);
  is_known boolean := exists (select from authz.known_devices k where k.person_id = who and k.device = seen_as
    and k.seen_at > pg_catalog.now() - interval '1 year');
begin
  insert into authz.known_devices (person_id, device) values (who, seen_as) on conflict (person_id, device) do update set seen_at = pg_catalog.now();
  if is_first or is_known then return; end if;
  perform authz.write_letter(who, 'new-device', null);
  insert into app.outbox (queue, name, payload)
    select 'notices', 'account.new-device', jsonb_build_object('subjectKind', 'account', 'subjectId', p.id, 'caseId', null, 'caseReference', null,
      'status', null, 'fromAgencyId', null, 'actorId', null, 'at', app.now(), 'to', jsonb_build_array(
        jsonb_build_object('agencyId', p.agency_id, 'personId', p.id, 'role', 'person'))) from app.people p where p.id = who;
end $$;

-- For the page that lists one's sessions.
create function authz.limits_of_sessions(out idle_minutes integer, out longest_minutes integer, out most integer)
language sql stable security definer set search_path = '' as $$
  select (extract(epoch from l.idle) / 60)::integer, (extract(epoch from l.longest) / 60)::integer, l.most::integer from authz.session_limits l
$$;
create function authz.end_other_sessions() returns integer language plpgsql security definer set search_path = '' as $$
declare n integer;
begin
  update authz.sessions s set revoked_at = pg_catalog.now()
   where s.person_id = authz.person_id() and s.revoked_at is null and s.id <> (select m.id from authz.my_sessions() m where m.current);
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function authz.limits_of_sessions, authz.end_other_sessions to palermo_api;
reset role;
