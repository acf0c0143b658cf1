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
  using ((select authz.administers()) or (agency_id = (select authz.agency_id()) and (select authz.sees_team())));
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
grant execute on function authz.set_first_password to palermo_keys;

-- As before, and holding on to the person's row: whoever is disabled while they sign in is either refused here, or has
-- this very session ended by the one who disables.
create or replace function authz.open_session(session_id uuid, who uuid, secret bytea, refresh bytea, seen_as text, lasts interval)
returns timestamptz language plpgsql security definer set search_path = '' as $$
declare ends timestamptz := pg_catalog.now() + lasts;
begin
  perform from app.people p where p.id = who and p.disabled_at is null for share;
  if not found then raise exception 'no such person' using errcode = '28000'; end if;
  insert into authz.sessions (id, secret_hash, refresh_hash, person_id, agency_id, sector, function, device, expires_at)
    select session_id, sha256(secret), sha256(refresh), p.id, p.agency_id, a.sector, p.function, left(seen_as, 120), ends
      from app.people p join app.agencies a on a.id = p.agency_id where p.id = who;
  update authz.credentials set failures = 0, failed_at = null where person_id = who;
  insert into aud.leaf (kind, actor, outcome) values ('auth.signed-in', who, 'done');
  return ends;
end $$;
reset role;
