-- Schemas, the clock, walls, identity. Everything is owned by palermo_definer, which logs in nowhere.
create schema app authorization palermo_definer;
create schema authz authorization palermo_definer;
create schema aud authorization palermo_definer;
set role palermo_definer;

grant usage on schema app, authz to palermo_api, palermo_worker, palermo_keys;

-- Puts a table behind row security for everybody, its owner included; only the definer's own functions pass.
create procedure app.wall(wanted regclass) language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', wanted);
  execute format('alter table %s force row level security', wanted);
  execute format('create policy definer_all on %s to palermo_definer using (true) with check (true)', wanted);
end $$;
revoke execute on procedure app.wall from public;

-- Time. One value per transaction: the database's clock, moved only for tests and while the demo is told.
create table app.clock (only_row boolean primary key default true check (only_row), moved interval not null default '0');
insert into app.clock default values;
call app.wall('app.clock');
create function app.now() returns timestamptz language plpgsql stable security definer set search_path = '' as $$
begin
  return pg_catalog.now() + (select c.moved from app.clock c);
end $$;

-- The task force itself: one row.
create table app.task_force (
  only_row boolean primary key default true check (only_row),
  name text not null,
  profile text not null,
  zone text not null,
  -- Whose public holidays count: ISO 3166, with a part of the country behind a hyphen (PH, GB-ENG).
  calendar text not null,
  demo boolean not null,
  -- Where quick exit leads; null: where the deployment or the product says.
  neutral_page text check (neutral_page ~ '^https://' and length(neutral_page) <= 300)
);
call app.wall('app.task_force');
create policy task_force_read on app.task_force for select to palermo_api, palermo_worker, palermo_keys using (true);
grant select on app.task_force to palermo_api, palermo_worker, palermo_keys;

-- What the directory says of an agency. Of a protected provider `label` is "Protection service" and nothing here finds it.
create table app.agencies (
  id uuid primary key,
  version integer not null default 1,
  label text not null,
  sector text not null check (sector in ('justice','police','welfare','immigration','ngo','labour','health','foreign-affairs','local-government','secretariat')),
  region text not null default '',
  protected boolean not null default false,
  services text[] not null default '{}',
  eligibility jsonb not null default '{"sexes":[],"ages":[]}',
  languages text[] not null default '{}',
  hours jsonb not null default '[]',
  always_open boolean not null default false,
  zone text not null default 'UTC',
  duty_phone text,
  takes_referrals boolean not null default true,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now()
);
create index agencies_label on app.agencies (label, id);
call app.wall('app.agencies');

create table app.people (
  id uuid primary key,
  version integer not null default 1,
  agency_id uuid not null references app.agencies,
  name text not null,
  email text not null check (email = lower(email)),
  function text not null check (function in ('officer','caseworker','counsellor','lawyer','investigator','prosecutor','supervisor','head','lead','administrator','auditor','integrity-officer')),
  phone text,
  locale text not null default 'en',
  zone text not null default 'UTC',
  disabled_at timestamptz,
  created_at timestamptz not null default app.now()
);
create unique index people_email on app.people (email);
create index people_agency_id on app.people (agency_id);
call app.wall('app.people');

-- Passwords stand apart: no process that answers requests can read them, only the sign-in login can, one at a time.
create table authz.credentials (
  person_id uuid primary key references app.people,
  hash text not null,
  changed_at timestamptz not null default now()
);
call app.wall('authz.credentials');

create table authz.sessions (
  id uuid primary key,
  secret_hash bytea not null,
  refresh_hash bytea not null,
  previous_refresh_hash bytea,
  refreshed_at timestamptz not null default now(),
  person_id uuid not null references app.people,
  agency_id uuid not null references app.agencies,
  sector text not null,
  function text not null,
  device text not null default '',
  started_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  -- Moved on with each refresh: a session that nobody uses ends by itself.
  idle_until timestamptz not null default now() + interval '30 minutes'
);
create unique index sessions_secret_hash on authz.sessions (secret_hash);
create index sessions_person_id on authz.sessions (person_id);
create index sessions_agency_id on authz.sessions (agency_id);
call app.wall('authz.sessions');

-- What the installation says of sessions: how long one lasts without use and at all, and how many one person has at once.
create table authz.session_limits (
  only_row boolean primary key default true check (only_row),
  idle interval not null default '30 minutes' check (idle between interval '5 minutes' and interval '12 hours'),
  longest interval not null default '10 hours' check (longest between interval '30 minutes' and interval '24 hours'),
  most smallint not null default 3 check (most between 1 and 20)
);
call app.wall('authz.session_limits');
insert into authz.session_limits default values;

-- The access log. One row per request; it is also the proof of who acts: policies believe this row and nothing else.
create table aud.leaf (
  id bigint generated always as identity primary key,
  x xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  actor uuid,
  agency uuid,
  sector text,
  function text,
  session bytea,
  -- The cases that this person must not know of, and the colleagues they stand in for, as it stood when the request began.
  barred uuid[],
  stands_for uuid[],
  subject_kind text,
  subject_id uuid,
  compartment text,
  purpose text,
  legal_basis text,
  reason text,
  recipient uuid,
  outcome text,
  request text
);
call app.wall('aud.leaf');

-- Conflict of interest: these people never see these cases, nor their work. The barred cannot read the bars.
create table app.case_bars (
  case_id uuid not null,
  person_id uuid not null,
  since timestamptz not null default app.now(),
  primary key (person_id, case_id)
);
create index case_bars_case_id on app.case_bars (case_id);
call app.wall('app.case_bars');

-- Who is out of office, from when until when, and who stands in. It ends by the clock.
create table app.absences (
  id uuid primary key,
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  deputy_id uuid not null references app.people,
  from_at timestamptz not null,
  until_at timestamptz not null,
  set_by uuid not null references app.people,
  at timestamptz not null default app.now(),
  ended_at timestamptz,
  check (until_at > from_at),
  check (person_id <> deputy_id)
);
create index absences_agency_id on app.absences (agency_id);
create index absences_person_id on app.absences (person_id, until_at);
create index absences_deputy_id on app.absences (deputy_id, until_at) where ended_at is null;
create index absences_deputy on app.absences (deputy_id);
create index absences_set_by on app.absences (set_by);
call app.wall('app.absences');

-- Proves the session and logs the request in one statement. The session's id is never written, only its hash's head.
-- `barred`: whether there is any case that this person must not know of.
create function authz.begin(secret bytea, kind text, subject_kind text, subject_id uuid, request text, wait boolean,
  out person_id uuid, out agency_id uuid, out sector text, out function text, out barred boolean)
language plpgsql security definer set search_path = '' as $$
declare
  leaf_id bigint;
  h bytea := sha256(secret);
begin
  insert into aud.leaf (kind, actor, agency, sector, function, session, barred, stands_for, subject_kind, subject_id, request)
    select begin.kind, s.person_id, s.agency_id, s.sector, s.function, substr(h, 1, 8),
        array(select b.case_id from app.case_bars b where b.person_id = s.person_id),
        -- Colleagues alone.
        array(select a.person_id from app.absences a where a.deputy_id = s.person_id and a.agency_id = s.agency_id
          and a.ended_at is null and a.until_at > app.now() and a.from_at <= app.now()),
        begin.subject_kind, begin.subject_id, begin.request
      from authz.sessions s where s.secret_hash = h and s.revoked_at is null and s.expires_at > pg_catalog.now() and s.idle_until > pg_catalog.now()
    returning leaf.id, leaf.actor, leaf.agency, leaf.sector, leaf.function, leaf.barred <> '{}'
      into leaf_id, person_id, agency_id, sector, function, barred;
  if leaf_id is null then raise exception 'no session' using errcode = '28000'; end if;
  perform set_config('authz.leaf', leaf_id::text, true),
          set_config('synchronous_commit', case when wait then 'on' else 'off' end, true);
  -- Whether a case may be seen is decided before anything of it is read: else the time of a refusal told that it exists. What is sent
  -- behind this in the same transaction is not run any more. An auditor is told who looked at a case, and nothing of it.
  if begin.subject_kind = 'case' and begin.subject_id is not null and function <> 'auditor' and not authz.in_case(begin.subject_id, 'C0') then
    raise exception 'no such case' using errcode = 'PA404';
  end if;
  -- Whatever the last user of this connection left set for its session, this request is read and answered as any other.
  -- The login brings these settings; asking whether they still stand costs less than setting them again.
  if current_setting('timezone') <> 'UTC' or current_setting('datestyle') <> 'ISO, MDY'
    or current_setting('bytea_output') <> 'hex' or current_setting('statement_timeout') <> '5s' then
    perform set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, MDY', true),
            set_config('bytea_output', 'hex', true), set_config('statement_timeout', '5s', true);
  end if;
end $$;

-- Who acts, as the log row of this very transaction says: one row, or none. A pointer to any other transaction's row
-- finds nothing, and null sees nothing. A view, so that a policy's question becomes one look at one index.
create view authz.me with (security_barrier = true) as
  select l.actor as person_id, l.agency as agency_id, l.function,
      -- Administrators, auditors and leads keep the system or the overview, and see no work; an integrity officer sees what an
      -- inquiry names, and no work by being there.
      case when l.function not in ('administrator', 'auditor', 'lead', 'integrity-officer') then l.agency end as working_agency,
      -- Supervisors and heads answer for all work of their agency.
      l.function in ('supervisor', 'head') as sees_team,
      l.function = 'administrator' as administers,
      -- Never null while somebody acts: what is compared with it is decided.
      l.barred,
      -- Whose work is theirs to carry: their own, and that of the colleagues they stand in for.
      array_prepend(l.actor, l.stands_for) as carries,
      l.stands_for
    from aud.leaf l
   where l.id = nullif(current_setting('authz.leaf', true), '')::bigint
     and l.x = pg_current_xact_id_if_assigned() and l.session is not null;
grant select on authz.me to palermo_api;

-- The same for the definer's own functions and for jobs.
create function authz.person_id() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select m.person_id from authz.me m);
end $$;
create function authz.agency_id() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select m.agency_id from authz.me m);
end $$;
create function authz.function() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return (select m.function from authz.me m);
end $$;
create function authz.working_agency() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select m.working_agency from authz.me m);
end $$;
create function authz.sees_team() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select m.sees_team from authz.me m), false);
end $$;
create function authz.does_casework() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select m.working_agency is not null from authz.me m), false);
end $$;
create function authz.administers() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select m.administers from authz.me m), false);
end $$;

-- A job is logged like a request; it has no person, and only the worker's own login can be one.
create function authz.begin_job(kind text, request text) returns void language plpgsql security definer set search_path = '' as $$
declare leaf bigint;
begin
  if session_user <> 'palermo_worker' then raise exception 'not a worker' using errcode = '42501'; end if;
  insert into aud.leaf (kind, request) values (begin_job.kind, begin_job.request) returning id into leaf;
  perform set_config('authz.leaf', leaf::text, true), set_config('timezone', 'UTC', true);
end $$;

-- People are named inside their own agency; administrators keep the list. Names cross agencies only between the
-- parties of a referral, through that referral's own read.
create policy people_read on app.people for select to palermo_api
  using (agency_id = (select agency_id from authz.me) or (select administers from authz.me));
create policy people_worker on app.people for select to palermo_worker using (true);
create policy people_add on app.people for insert to palermo_api with check ((select administers from authz.me));
create policy people_change on app.people for update to palermo_api using ((select administers from authz.me));
grant select on app.people to palermo_api;
grant insert on app.people to palermo_api;
grant update (version, name, function, phone, locale, zone, disabled_at) on app.people to palermo_api;
grant select (id, agency_id, email, function, locale, zone, disabled_at) on app.people to palermo_worker;

-- The directory is for everybody who is signed in.
create policy agencies_read on app.agencies for select to palermo_api using ((select person_id from authz.me) is not null);
create policy agencies_worker on app.agencies for select to palermo_worker using (true);
create policy agencies_add on app.agencies for insert to palermo_api with check ((select administers from authz.me));
-- An agency's own head and supervisors keep its entry; an administrator keeps all.
create policy agencies_change on app.agencies for update to palermo_api
  using ((select administers from authz.me) or (id = (select agency_id from authz.me) and (select sees_team from authz.me)));
grant select, insert on app.agencies to palermo_api;
grant update (version, label, sector, region, protected, services, eligibility, languages, hours, always_open, zone, duty_phone, takes_referrals, updated_at)
  on app.agencies to palermo_api;
grant select on app.agencies to palermo_worker;

-- The true name of a protected provider: its own people and administrators.
create table app.agency_identities (
  agency_id uuid primary key references app.agencies,
  name text not null
);
call app.wall('app.agency_identities');
create policy agency_identities_read on app.agency_identities for select to palermo_api
  using (agency_id = (select agency_id from authz.me) or (select administers from authz.me));
create policy agency_identities_add on app.agency_identities for insert to palermo_api with check ((select administers from authz.me));
grant select, insert on app.agency_identities to palermo_api;

-- Who answers the telephone, hour by hour.
create table app.on_call (
  id uuid primary key,
  agency_id uuid not null references app.agencies,
  phone text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  check (until_at > from_at)
);
create index on_call_agency_id on app.on_call (agency_id, until_at);
call app.wall('app.on_call');
-- A protected provider's telephone is for its own people.
create policy on_call_read on app.on_call for select to palermo_api
  using ((select person_id from authz.me) is not null
    and (agency_id = (select agency_id from authz.me) or not exists (select from app.agencies a where a.id = agency_id and a.protected)));
create policy on_call_keep on app.on_call for all to palermo_api
  using (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me))
  with check (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me));
grant select, insert, delete on app.on_call to palermo_api;

-- Sign-in. Only palermo_keys, the login that does nothing else, may run these.
-- Rotates the refresh token. An old one coming back means that two hold it: then the session ends, unless it is two
-- tabs of one browser within ten seconds ('raced': look at the newer cookie).
create function authz.refresh(secret bytea, refresh bytea, next bytea, out outcome text, out ends timestamptz)
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

-- One's own sessions: seen and ended by oneself alone, whoever holds the connection.
create function authz.my_sessions() returns table (id uuid, current boolean, started_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, device text)
language sql stable security definer set search_path = '' as $$
  select s.id, substr(s.secret_hash, 1, 8) = l.session, s.started_at, s.last_seen_at, s.expires_at, s.device
    from authz.sessions s, aud.leaf l
   where l.id = nullif(current_setting('authz.leaf', true), '')::bigint and l.x = pg_current_xact_id_if_assigned()
     and l.session is not null and s.person_id = l.actor and s.revoked_at is null and s.expires_at > pg_catalog.now() and s.idle_until > pg_catalog.now()
   order by s.started_at desc
$$;
create function authz.end_session(wanted uuid) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  update authz.sessions set revoked_at = pg_catalog.now()
   where id = wanted and person_id = authz.person_id() and revoked_at is null;
  return found;
end $$;
-- An administrator who disables somebody ends every session of that person at once.
create function authz.end_sessions_of(who uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  if not authz.administers() then raise exception 'not allowed' using errcode = '42501'; end if;
  update authz.sessions set revoked_at = pg_catalog.now() where person_id = who and revoked_at is null;
end $$;

revoke execute on all functions in schema app, authz from public;
grant execute on function app.now() to palermo_api, palermo_worker, palermo_keys;
grant execute on function authz.begin, authz.person_id, authz.agency_id, authz.function, authz.sees_team, authz.does_casework, authz.working_agency,
  authz.administers, authz.my_sessions, authz.end_session, authz.end_sessions_of to palermo_api;
grant execute on function authz.person_id, authz.agency_id, authz.begin_job to palermo_worker;
grant execute on function authz.refresh to palermo_keys;
-- For every schema: one alone cannot take back what PUBLIC is given everywhere.
alter default privileges revoke execute on functions from public;
reset role;
