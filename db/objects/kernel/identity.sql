-- Proves the session and logs the request in one statement. The log gets only the beginning of a hash of the session
-- id, never the id. `barred` lists cases from which the actor is barred.
create or replace function authz.begin(secret bytea, kind text, subject_kind text, subject_id uuid, request text, wait boolean,
  out person_id uuid, out agency_id uuid, out sector text, out function text, out barred boolean)
language plpgsql security definer set search_path = '' as $$
declare
  leaf_id bigint;
  h bytea := sha256(secret);
begin
  insert into aud.leaf (kind, actor, agency, sector, function, session, barred, stands_for, subject_kind, subject_id, request)
    select begin.kind, s.person_id, s.agency_id, s.sector, s.function, substr(h, 1, 8),
        array(select b.case_id from app.case_bars b where b.person_id = s.person_id),
        -- The absent colleagues for whom the actor is deputy, only if both belong to the same agency.
        array(select a.person_id from app.absences a where a.deputy_id = s.person_id and a.agency_id = s.agency_id
          and a.ended_at is null and a.until_at > app.now() and a.from_at <= app.now()),
        begin.subject_kind, begin.subject_id, begin.request
      from authz.sessions s where s.secret_hash = h and s.revoked_at is null and s.expires_at > pg_catalog.now() and s.idle_until > pg_catalog.now()
    returning leaf.id, leaf.actor, leaf.agency, leaf.sector, leaf.function, leaf.barred <> '{}'
      into leaf_id, person_id, agency_id, sector, function, barred;
  if leaf_id is null then raise exception 'no session' using errcode = '28000'; end if;
  perform set_config('authz.leaf', leaf_id::text, true),
          set_config('synchronous_commit', case when wait then 'on' else 'off' end, true);
  -- Whether the actor may read a case is checked before anything of the case is read, because otherwise the response
  -- time would reveal that the case exists. The error aborts the statements that follow in the same transaction.
  -- Auditors may read the access log of a case, but nothing of the case itself.
  if begin.subject_kind = 'case' and begin.subject_id is not null and function <> 'auditor' and not authz.in_case(begin.subject_id, 'C0') then
    raise exception 'no such case' using errcode = 'PA404';
  end if;
  -- Resets session settings that an earlier transaction on this pooled connection may have changed. The login sets
  -- these values; checking them costs less than setting them again.
  if current_setting('timezone') <> 'UTC' or current_setting('datestyle') <> 'ISO, MDY'
    or current_setting('bytea_output') <> 'hex' or current_setting('statement_timeout') <> '5s' then
    perform set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, MDY', true),
            set_config('bytea_output', 'hex', true), set_config('statement_timeout', '5s', true);
  end if;
end $$;
comment on function authz.begin is
  'Proves the session and writes the log line that is the identity of this transaction. Refuses a case that the actor may not read, before anything of the case is read.';
grant execute on function authz.begin to palermo_api;

-- The actor, from the log row of this transaction: one row or none. If the connection points to the log row of another
-- transaction there is no actor, and without an actor policies return no rows. It is a view, so that a policy needs
-- only one index lookup.
create view authz.me with (security_barrier = true) as
  select l.actor as person_id, l.agency as agency_id, l.function,
      -- Administrators, auditors and task-force leads see no case work; an integrity officer sees only cases that an inquiry names.
      case when l.function not in ('administrator', 'auditor', 'lead', 'integrity-officer') then l.agency end as working_agency,
      -- Supervisors and heads answer for all work of their agency.
      l.function in ('supervisor', 'head') as sees_team,
      l.function = 'administrator' as administers,
      -- Null only without an actor, so that comparisons with it are never null while a person is signed in.
      l.barred,
      -- Persons whose work the actor carries: the actor and the colleagues for whom they are deputy.
      array_prepend(l.actor, l.stands_for) as carries,
      l.stands_for
    from aud.leaf l
   where l.id = nullif(current_setting('authz.leaf', true), '')::bigint
     and l.x = pg_current_xact_id_if_assigned() and l.session is not null;
comment on view authz.me is
  'The actor, by the log line of this transaction: one row or none.';
grant select on authz.me to palermo_api;

create or replace function authz.person_id() returns uuid language sql stable security definer set search_path = '' as $$
  select m.person_id from authz.me m
$$;
comment on function authz.person_id is
  'The actor, or null.';
grant execute on function authz.person_id to palermo_api;
grant execute on function authz.person_id to palermo_worker;

create or replace function authz.agency_id() returns uuid language sql stable security definer set search_path = '' as $$
  select m.agency_id from authz.me m
$$;
comment on function authz.agency_id is
  'Agency of the actor, or null.';
grant execute on function authz.agency_id to palermo_api;
grant execute on function authz.agency_id to palermo_worker;

create or replace function authz.function() returns text language sql stable security definer set search_path = '' as $$
  select m.function from authz.me m
$$;
comment on function authz.function is
  'Role of the actor, or null.';
grant execute on function authz.function to palermo_api;

create or replace function authz.working_agency() returns uuid language sql stable security definer set search_path = '' as $$
  select m.working_agency from authz.me m
$$;
comment on function authz.working_agency is
  'Agency of the actor if their role works cases, else null.';
grant execute on function authz.working_agency to palermo_api;

create or replace function authz.sees_team() returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce((select m.sees_team from authz.me m), false)
$$;
comment on function authz.sees_team is
  'Whether the actor is a supervisor or head.';
grant execute on function authz.sees_team to palermo_api;

create or replace function authz.does_casework() returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce((select m.working_agency is not null from authz.me m), false)
$$;
comment on function authz.does_casework is
  'Whether the actor''s role works cases.';
grant execute on function authz.does_casework to palermo_api;

create or replace function authz.administers() returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce((select m.administers from authz.me m), false)
$$;
comment on function authz.administers is
  'Whether the actor is an administrator.';
grant execute on function authz.administers to palermo_api;

create or replace function authz.begin_job(kind text, request text) returns void language plpgsql security definer set search_path = '' as $$
declare leaf bigint;
begin
  if session_user <> 'palermo_worker' then raise exception 'only the worker login may call this function' using errcode = 'PA101'; end if;
  insert into aud.leaf (kind, request) values (begin_job.kind, begin_job.request) returning id into leaf;
  perform set_config('authz.leaf', leaf::text, true), set_config('timezone', 'UTC', true);
end $$;
comment on function authz.begin_job is
  'Logs a job of the worker, which has no person.';
grant execute on function authz.begin_job to palermo_worker;
