-- Rotates the refresh token of a session; only the login palermo_keys may run it. If an earlier token is presented
-- again, two clients have a copy of the token, so the session ends. Two tabs of one browser that raced within ten
-- seconds are an exception (`raced`): the caller then reads the newer cookie.
create or replace function authz.refresh(secret bytea, refresh bytea, next bytea, out outcome text, out ends timestamptz)
language plpgsql security definer set search_path = '' as $$
declare s authz.sessions;
begin
  select * into s from authz.sessions where secret_hash = sha256(secret) and revoked_at is null and expires_at > pg_catalog.now()
    and idle_until > pg_catalog.now() for update;
  if s.id is null then outcome := 'refused'; return; end if;
  ends := s.expires_at;
  if s.refresh_hash = sha256(refresh) then
    update authz.sessions set previous_refresh_hash = refresh_hash, refresh_hash = sha256(next), refreshed_at = pg_catalog.now(), last_seen_at = pg_catalog.now(),
        idle_until = pg_catalog.now() + (select l.idle from authz.session_limits l) where id = s.id;
    outcome := 'done';
  elsif s.previous_refresh_hash = sha256(refresh) and s.refreshed_at > pg_catalog.now() - interval '10 seconds' then
    outcome := 'raced';
  else
    update authz.sessions set revoked_at = pg_catalog.now() where id = s.id;
    insert into aud.leaf (kind, actor, outcome) values ('auth.reuse', s.person_id, 'revoked');
    outcome := 'reused';
  end if;
end $$;
comment on function authz.refresh is
  'Rotates the refresh token of a session. An earlier token ends the session, unless two tabs of one browser sent it within ten seconds.';
grant execute on function authz.refresh to palermo_keys;

create or replace function authz.my_sessions() returns table (id uuid, current boolean, started_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, device text)
language sql stable security definer set search_path = '' as $$
  select s.id, substr(s.secret_hash, 1, 8) = l.session, s.started_at, s.last_seen_at, s.expires_at, s.device
    from authz.sessions s, aud.leaf l
   where l.id = nullif(current_setting('authz.leaf', true), '')::bigint and l.x = pg_current_xact_id_if_assigned()
     and l.session is not null and s.person_id = l.actor and s.revoked_at is null and s.expires_at > pg_catalog.now() and s.idle_until > pg_catalog.now()
   order by s.started_at desc
$$;
comment on function authz.my_sessions is
  'Live sessions of the actor.';
grant execute on function authz.my_sessions to palermo_api;

create or replace function authz.end_session(wanted uuid) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  update authz.sessions set revoked_at = pg_catalog.now()
   where id = wanted and person_id = authz.person_id() and revoked_at is null;
  return found;
end $$;
comment on function authz.end_session is
  'Ends one session of the actor.';
grant execute on function authz.end_session to palermo_api;

create or replace function authz.end_this_session_within(seconds integer) returns void language sql security definer set search_path = '' as $$
  update authz.sessions s set expires_at = least(s.expires_at, pg_catalog.now() + make_interval(secs => seconds))
   where s.id = (select m.id from authz.my_sessions() m where m.current)
$$;
comment on function authz.end_this_session_within is
  'Shortens the session of the actor to the given number of seconds, in which input sent together with the sign-out can still be saved.';
grant execute on function authz.end_this_session_within to palermo_api;

create or replace function authz.end_sessions_of(who uuid) returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(not authz.administers(), 'only an administrator may call this function', 'PA102');
  update authz.sessions set revoked_at = pg_catalog.now() where person_id = who and revoked_at is null
$$;
comment on function authz.end_sessions_of is
  'An administrator ends every session of an account.';
grant execute on function authz.end_sessions_of to palermo_api;

create or replace function authz.live_session(acting bytea) returns authz.sessions language plpgsql stable security definer set search_path = '' as $$
declare found_session authz.sessions;
begin
  select * into found_session from authz.sessions s
   where s.secret_hash = sha256(acting) and s.revoked_at is null and s.expires_at > pg_catalog.now()
     and s.idle_until > pg_catalog.now();
  if found_session.id is null then raise exception 'no session' using errcode = '28000'; end if;
  return found_session;
end $$;
comment on function authz.live_session is
  'The live session with this secret, or an error if there is none.';

create or replace function authz.longest_session() returns interval language sql stable security definer set search_path = '' as
$$ select l.longest from authz.session_limits l $$;
comment on function authz.longest_session is
  'The longest time that a session may last.';

-- Stores a session. Locks the person's row: if the account is disabled at the same moment, either this sign-in is
-- refused or the disabling transaction ends the new session. No login may call it.
create or replace function authz.insert_session(session_id uuid, who uuid, secret bytea, refresh bytea, seen_as text, lasts interval)
returns timestamptz language plpgsql security definer set search_path = '' as $$
declare ends timestamptz := pg_catalog.now() + least(lasts, authz.longest_session());
begin
  perform from app.people p where p.id = who and p.disabled_at is null for share;
  if not found then raise exception 'no such person' using errcode = '28000'; end if;
  if octet_length(secret) <> 32 or octet_length(refresh) <> 32 then raise exception 'a secret has 32 bytes' using errcode = '22023'; end if;
  perform authz.tell_new_device(who, left(seen_as, 120));
  insert into authz.sessions (id, secret_hash, refresh_hash, person_id, agency_id, sector, function, device, expires_at, idle_until)
    select session_id, sha256(secret), sha256(refresh), p.id, p.agency_id, a.sector, p.function, left(seen_as, 120), ends,
        pg_catalog.now() + (select l.idle from authz.session_limits l)
      from app.people p join app.agencies a on a.id = p.agency_id where p.id = who;
  -- If the person has more sessions than allowed, the oldest end.
  update authz.sessions o set revoked_at = pg_catalog.now() where o.id in (select s.id from authz.sessions s
    where s.person_id = who and s.revoked_at is null and s.expires_at > pg_catalog.now() and s.idle_until > pg_catalog.now()
    order by s.id = session_id desc, s.started_at desc, s.id desc offset (select l.most from authz.session_limits l));
  insert into aud.leaf (kind, actor, outcome) values ('auth.signed-in', who, 'done');
  return ends;
end $$;
comment on function authz.insert_session is
  'Stores a session for an enabled account and ends the oldest sessions above the limit. Locks the account''s row, so that disabling the account at the same moment refuses or ends this session. No login may call it.';

create or replace function authz.open_session(attempt uuid, proof bytea, session_id uuid, secret bytea, refresh bytea, seen_as text)
returns timestamptz language plpgsql security definer set search_path = '' as $$
declare who uuid := authz.settle_attempt(attempt, proof, null);
begin
  if who is null then return null; end if;
  return authz.insert_session(session_id, who, secret, refresh, seen_as, authz.longest_session());
end $$;
comment on function authz.open_session is
  'Opens a session for a reserved attempt if its proof is right, else returns null.';
grant execute on function authz.open_session to palermo_keys;

create or replace function authz.tell_new_device(who uuid, seen_as text) returns void language plpgsql security definer set search_path = '' as $$
declare
  is_first boolean := not exists (select from authz.known_devices k where k.person_id = who);
  is_known boolean := exists (select from authz.known_devices k where k.person_id = who and k.device = seen_as
    and k.seen_at > pg_catalog.now() - interval '1 year');
begin
  insert into authz.known_devices (person_id, device) values (who, seen_as) on conflict (person_id, device) do update set seen_at = pg_catalog.now();
  if is_first or is_known then return; end if;
  perform authz.write_outbound_message(who, 'new-device', null);
  insert into app.outbox (queue, name, payload)
    select 'notices', 'account.new-device', jsonb_build_object('subjectKind', 'account', 'subjectId', p.id, 'caseId', null, 'caseReference', null,
      'status', null, 'fromAgencyId', null, 'actorId', null, 'at', app.now(), 'to', jsonb_build_array(
        jsonb_build_object('agencyId', p.agency_id, 'personId', p.id, 'role', 'person'))) from app.people p where p.id = who;
end $$;
comment on function authz.tell_new_device is
  'Notifies the owner of a sign-in on a device that the account has not used before, except for the first sign-in.';

create or replace function authz.limits_of_sessions(out idle_minutes integer, out longest_minutes integer, out most integer)
language sql stable security definer set search_path = '' as $$
  select (extract(epoch from l.idle) / 60)::integer, (extract(epoch from l.longest) / 60)::integer, l.most::integer from authz.session_limits l
$$;
comment on function authz.limits_of_sessions is
  'Limits of sessions, for the page that lists them.';
grant execute on function authz.limits_of_sessions to palermo_api;

create or replace function authz.end_other_sessions() returns integer language plpgsql security definer set search_path = '' as $$
declare n integer;
begin
  update authz.sessions s set revoked_at = pg_catalog.now()
   where s.person_id = authz.person_id() and s.revoked_at is null and s.id <> (select m.id from authz.my_sessions() m where m.current);
  get diagnostics n = row_count;
  return n;
end $$;
comment on function authz.end_other_sessions is
  'Ends all sessions of the actor but the present one.';
grant execute on function authz.end_other_sessions to palermo_api;
