-- Who waits for whom: advisory locks by way of functions, so that no login can hold those of another. Locks by their bare numbers are
-- for nobody but the queue (db/src/roles.ts).
create or replace function authz.turn_key(what text) returns bigint language plpgsql stable security definer set search_path = '' as $$
begin
  return (select hashtextextended(session_user || ' ' || what || encode(p.secret, 'hex'), 0) from authz.pepper p);
end $$;

-- Waits until this transaction alone may do it; of the same login.
create or replace function app.wait_for_turn(what text) returns void language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(authz.turn_key(what));
end $$;
grant execute on function app.wait_for_turn to palermo_api, palermo_worker;

-- Whether this transaction alone may do it; nobody waits.
create or replace function app.take_turn(what text) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  return pg_try_advisory_xact_lock(authz.turn_key(what));
end $$;
grant execute on function app.take_turn to palermo_api, palermo_worker;
