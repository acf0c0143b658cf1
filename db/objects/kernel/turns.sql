-- Advisory locks are taken through functions that name a lock for each login, so that no login can hold the lock of
-- another. Only the queue login may use advisory locks by number (db/src/roles.ts).
create or replace function authz.turn_key(what text) returns bigint language sql stable security definer set search_path = '' as $$
  select hashtextextended(session_user || ' ' || what || encode(p.secret, 'hex'), 0) from authz.pepper p
$$;
comment on function authz.turn_key is
  'Key of an advisory lock. It depends on the login, so that no login can take the lock of another.';

create or replace function app.wait_for_turn(what text) returns void language sql security definer set search_path = '' as $$
  select pg_advisory_xact_lock(authz.turn_key(what))
$$;
comment on function app.wait_for_turn is
  'Waits until no other transaction of the same login holds the lock of this name.';
grant execute on function app.wait_for_turn to palermo_api, palermo_worker;

create or replace function app.take_turn(what text) returns boolean language sql security definer set search_path = '' as $$
  select pg_try_advisory_xact_lock(authz.turn_key(what))
$$;
comment on function app.take_turn is
  'Takes the lock of this name without waiting; false if another transaction holds it.';
grant execute on function app.take_turn to palermo_api, palermo_worker;
