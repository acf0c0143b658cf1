-- The directory: what an agency is found by, who places people in protected services, and what those keep apart.
set role palermo_definer;

alter table app.agencies
  add column aliases text[] not null default '{}',
  add column placement_desk boolean not null default false;
-- What only its own people and administrators read of a protected provider stands with its true name. The telephone and
-- the other spellings are kept here for every agency, so that protecting one is one step, and taking it back another.
alter table app.agency_identities
  add column duty_phone text,
  add column aliases text[] not null default '{}';
-- Whatever a protected provider's row holds, everybody may read: so it holds nothing that finds it.
alter table app.agencies add constraint agencies_protected check (not protected or (
  label = case region when '' then 'Protection service' else 'Protection service, ' || region end
  and duty_phone is null and aliases = '{}' and not placement_desk));
create index people_name on app.people (name, id);

grant update (aliases, placement_desk) on app.agencies to palermo_api;
create policy agency_identities_change on app.agency_identities for update to palermo_api
  using ((select administers from authz.me) or (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me)));
grant update (name, duty_phone, aliases) on app.agency_identities to palermo_api;

-- What the task force says of an agency, that agency cannot change: its name, its sector (which carries rights), its
-- region, whether it is protected and whether it places.
create function app.settled_by_task_force() returns trigger language plpgsql set search_path = '' as $$
begin
  if current_user = 'palermo_api' and not authz.administers() then
    raise exception 'an administrator settles this' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger agencies_settled before update on app.agencies for each row
  when ((old.label, old.sector, old.region, old.protected, old.aliases, old.placement_desk)
    is distinct from (new.label, new.sector, new.region, new.protected, new.aliases, new.placement_desk))
  execute function app.settled_by_task_force();
create trigger agency_identities_settled before update on app.agency_identities for each row
  when ((old.name, old.aliases) is distinct from (new.name, new.aliases))
  execute function app.settled_by_task_force();

-- A first password, for an account that has none; the retry of a create must not undo what its owner chose since.
create function authz.set_first_password(who uuid, first text) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into authz.credentials (person_id, hash) values (who, first) on conflict (person_id) do nothing;
  if found then insert into aud.leaf (kind, actor, outcome) values ('auth.first-password', who, 'done'); end if;
end $$;
revoke execute on function authz.set_first_password from public;
grant execute on function authz.set_first_password to palermo_keys;

-- Tries that failed are counted by address, known or not: a pause that only known addresses get would tell who has an
-- account. The address itself is not kept, and nothing of it after a day.
create table authz.sign_in_failures (
  address bytea primary key,
  failures integer not null,
  failed_at timestamptz not null
);
create index sign_in_failures_failed_at on authz.sign_in_failures (failed_at);
call app.wall('authz.sign_in_failures');
create function authz.address_of(email text) returns bytea language sql immutable set search_path = '' as
$$ select sha256(convert_to(lower(email), 'UTF8')) $$;

create function authz.credentials_of(wanted text, out person_id uuid, out hash text, out failures integer, out failed_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select known.person_id, known.hash, coalesce(f.failures, 0), f.failed_at
    from (select authz.address_of(wanted) as address) a
    left join authz.sign_in_failures f on f.address = a.address
    left join (select p.email, c.person_id, c.hash from app.people p join authz.credentials c on c.person_id = p.id
      where p.disabled_at is null) known on known.email = lower(wanted)
$$;
create function authz.note_failure(email text) returns void language plpgsql security definer set search_path = '' as $$
begin
  delete from authz.sign_in_failures f where f.failed_at < pg_catalog.now() - interval '1 day';
  insert into authz.sign_in_failures as f (address, failures, failed_at) values (authz.address_of(note_failure.email), 1, pg_catalog.now())
    on conflict (address) do update set failures = f.failures + 1, failed_at = pg_catalog.now();
  insert into aud.leaf (kind, actor, outcome)
    values ('auth.refused', (select p.id from app.people p where p.email = lower(note_failure.email)), 'refused');
end $$;

create function authz.set_password(who uuid, next text, keep uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into authz.credentials (person_id, hash) values (who, next)
    on conflict (person_id) do update set hash = excluded.hash, changed_at = pg_catalog.now();
  delete from authz.sign_in_failures f where f.address = (select authz.address_of(p.email) from app.people p where p.id = who);
  update authz.sessions set revoked_at = pg_catalog.now() where person_id = who and revoked_at is null and id is distinct from keep;
  insert into aud.leaf (kind, actor, outcome) values ('auth.password', who, 'done');
end $$;

-- Holds on to the person's row: whoever is disabled while they sign in is either refused here, or has this very session
-- ended by the one who disables.
create function authz.open_session(session_id uuid, who uuid, secret bytea, refresh bytea, seen_as text, lasts interval)
returns timestamptz language plpgsql security definer set search_path = '' as $$
declare
  ends timestamptz := pg_catalog.now() + lasts;
  theirs text;
begin
  select p.email into theirs from app.people p where p.id = who and p.disabled_at is null for share;
  if theirs is null then raise exception 'no such person' using errcode = '28000'; end if;
  insert into authz.sessions (id, secret_hash, refresh_hash, person_id, agency_id, sector, function, device, expires_at)
    select session_id, sha256(secret), sha256(refresh), p.id, p.agency_id, a.sector, p.function, left(seen_as, 120), ends
      from app.people p join app.agencies a on a.id = p.agency_id where p.id = who;
  delete from authz.sign_in_failures f where f.address = authz.address_of(theirs);
  insert into aud.leaf (kind, actor, outcome) values ('auth.signed-in', who, 'done');
  return ends;
end $$;
revoke execute on function authz.credentials_of, authz.note_failure, authz.set_password, authz.open_session, authz.address_of,
  app.settled_by_task_force from public;
grant execute on function authz.credentials_of, authz.note_failure, authz.set_password, authz.open_session to palermo_keys;
reset role;
