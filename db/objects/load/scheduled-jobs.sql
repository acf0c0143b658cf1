-- Scheduled jobs pause while a database is loaded for measuring; otherwise they would scan hundreds of thousands of uncommitted rows every
-- second, with plans made for empty tables. The lock belongs to the loading transaction and ends with it.
create or replace function authz.loading_key() returns bigint language sql stable security definer set search_path = '' as $$
  select hashtextextended('loading ' || encode(p.secret, 'hex'), 0) from authz.pepper p
$$;
comment on function authz.loading_key is
  'Key of the lock that pauses scheduled jobs while a database is loaded for measuring.';

create or replace function app.pause_scheduled_jobs() returns void language sql security definer set search_path = '' as $$
  select pg_advisory_xact_lock(authz.loading_key())
$$;
comment on function app.pause_scheduled_jobs is
  'Pauses scheduled jobs until this transaction ends, for the loader.';

create or replace function app.scheduled_jobs_are_paused() returns boolean language sql security definer set search_path = '' as $$
  select not pg_try_advisory_xact_lock_shared(authz.loading_key())
$$;
comment on function app.scheduled_jobs_are_paused is
  'Whether scheduled jobs are paused, asked by the worker before each.';
grant execute on function app.scheduled_jobs_are_paused to palermo_worker;
