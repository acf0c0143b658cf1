-- Asked repeatedly by a live stream: whether its session is still valid, and how many groups of notices are open. Only
-- the opening of the stream is logged; a repetition returns one number about the actor and writes no line.
create or replace function app.pulse(secret bytea, out person_id uuid, out unread integer)
language sql stable security definer set search_path = '' as $$
  select s.person_id, app.open_notice_groups(s.person_id) from authz.sessions s
   where s.secret_hash = sha256(secret) and s.revoked_at is null and s.expires_at > pg_catalog.now() and s.idle_until > pg_catalog.now()
$$;
comment on function app.pulse is
  'Whether the session of a live stream is still valid, and the number of its person''s unread groups. It writes no line to the access log.';
grant execute on function app.pulse to palermo_api;
