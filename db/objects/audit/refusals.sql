-- Writes a refused request into the access log. The transaction of the request was rolled back together with its log
-- line, so a second transaction writes the line, only for the holder of the session's secret. `tried` is the refused
-- action. The line has no session, so it is no identity: policies return no rows for a transaction that refers to it.
create or replace function authz.refuse(secret bytea, tried text, subject_kind text, subject_id uuid, request text, why text)
returns void language plpgsql security definer set search_path = '' as $$
declare s authz.sessions;
begin
  select * into s from authz.sessions o
    where o.secret_hash = sha256(secret) and o.revoked_at is null and o.expires_at > pg_catalog.now() and o.idle_until > pg_catalog.now();
  if s.id is null then raise exception 'no session' using errcode = '28000'; end if;
  if why not in ('not-allowed', 'not-found', 'wrong-status', 'row-security') then
    raise exception 'no reason of ours' using errcode = '22023';
  end if;
  insert into aud.leaf (kind, actor, agency, sector, function, subject_kind, subject_id, request, outcome, reason)
    values (tried, s.person_id, s.agency_id, s.sector, s.function, refuse.subject_kind, refuse.subject_id, refuse.request, 'refused', why);
end $$;
comment on function authz.refuse is
  'Logs a refused request, whose own log line was rolled back. The new line has no session, so a transaction that refers to it can read nothing.';
grant execute on function authz.refuse to palermo_api;
