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

-- A password is kept as the recipe of its key (algorithm, cost, salt) and the hash of that key. Whoever reads the row can neither
-- sign in with it nor say what the key is: the key comes from the password alone, and is what proves that it was known.
create function authz.recipe_of(kept text) returns text language sql immutable set search_path = '' as
$$ select left(kept, length(kept) - position('$' in reverse(kept))) $$;
create function authz.is_proof(kept text, proof bytea) returns boolean language sql immutable set search_path = '' as
$$ select coalesce(split_part(kept, '$', -1) = encode(sha256(proof), 'base64'), false) $$;

create function authz.address_of(email text) returns bytea language sql immutable set search_path = '' as
$$ select sha256(convert_to(lower(email), 'UTF8')) $$;

-- The live session of this secret, for what its owner asks of the sign-in process.
create function authz.live_session(acting bytea) returns authz.sessions language plpgsql stable security definer set search_path = '' as $$
declare found_session authz.sessions;
begin
  select * into found_session from authz.sessions s
   where s.secret_hash = sha256(acting) and s.revoked_at is null and s.expires_at > pg_catalog.now()
     and s.idle_until > pg_catalog.now();
  if found_session.id is null then raise exception 'no session' using errcode = '28000'; end if;
  return found_session;
end $$;

-- For `change_password` and `use_link` alone, which prove that the owner acts: no login may call it.
create function authz.set_password(who uuid, next text, keep uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into authz.credentials (person_id, hash) values (who, next)
    on conflict (person_id) do update set hash = excluded.hash, changed_at = pg_catalog.now();
  delete from authz.failed_attempts f where f.address = (select authz.address_of(p.email) from app.people p where p.id = who);
  update authz.sessions set revoked_at = pg_catalog.now() where person_id = who and revoked_at is null and id is distinct from keep;
  insert into aud.leaf (kind, actor, outcome) values ('auth.password', who, 'done');
end $$;

-- The longest that a session may last.
create function authz.longest_session() returns interval language sql stable security definer set search_path = '' as
$$ select l.longest from authz.session_limits l $$;

-- For the functions here, and for whoever owns the database: no login may call it. Holds on to the person's row: whoever is
-- disabled while they sign in is either refused here, or has this very session ended by the one who disables.
create function authz.insert_session(session_id uuid, who uuid, secret bytea, refresh bytea, seen_as text, lasts interval)
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
  -- Of more sessions at once than the installation allows the oldest end.
  update authz.sessions o set revoked_at = pg_catalog.now() where o.id in (select s.id from authz.sessions s
    where s.person_id = who and s.revoked_at is null and s.expires_at > pg_catalog.now() and s.idle_until > pg_catalog.now()
    order by s.id = session_id desc, s.started_at desc, s.id desc offset (select l.most from authz.session_limits l));
  insert into aud.leaf (kind, actor, outcome) values ('auth.signed-in', who, 'done');
  return ends;
end $$;

-- Opens a session for a reserved attempt (0125) whose proof is right; null where it is not. Nothing else opens one.
create function authz.open_session(attempt uuid, proof bytea, session_id uuid, secret bytea, refresh bytea, seen_as text)
returns timestamptz language plpgsql security definer set search_path = '' as $$
declare who uuid := authz.settle_attempt(attempt, proof, null);
begin
  if who is null then return null; end if;
  return authz.insert_session(session_id, who, secret, refresh, seen_as, authz.longest_session());
end $$;

-- Changes one's own password: with one's session and the present password.
create function authz.change_password(acting bytea, attempt uuid, proof bytea, next text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare held authz.sessions := authz.live_session(acting);
begin
  if authz.settle_attempt(attempt, proof, held.person_id) is null then return false; end if;
  perform authz.set_password(held.person_id, next, held.id);
  return true;
end $$;
revoke execute on function authz.recipe_of, authz.is_proof, authz.live_session,
  authz.set_password, authz.longest_session, authz.insert_session, authz.open_session, authz.change_password, authz.address_of,
  app.settled_by_task_force from public;
grant execute on function authz.open_session, authz.change_password to palermo_keys;
reset role;
