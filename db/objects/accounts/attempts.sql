create or replace function authz.network_of(network text) returns bytea language sql stable security definer set search_path = '' as $$
  select sha256(p.secret || convert_to(network, 'UTF8')) from authz.pepper p
$$;
comment on function authz.network_of is
  'A keyed hash of a network address, so that the address itself is not stored.';

create or replace function authz.pause_after(failures integer, free integer) returns interval language sql immutable set search_path = '' as
$$ select case when failures < free then interval '0' else least(300, 2 ^ least(failures - free, 9)) * interval '1 second' end $$;
comment on function authz.pause_after is
  'Time to wait after a number of failed attempts: nothing after the first `free` attempts, then 1, 2, 4 and so on up to 300 seconds.';

-- Counts an attempt as failed before the password is checked, so that concurrent attempts are counted one after the
-- other. Returns the seconds to wait if the attempt may not be made now; such an attempt is not counted.
create or replace function authz.count_attempt(theirs bytea, place bytea, known boolean) returns integer
language plpgsql security definer set search_path = '' as $$
declare seconds double precision;
begin
  delete from authz.failed_attempts f using (select o.address, o.network from authz.failed_attempts o
      where o.failed_at < pg_catalog.now() - interval '1 day' limit 100 for update skip locked) old
   where f.address = old.address and f.network = old.network;
  insert into authz.failed_attempts (address, network, failures, failed_at)
    select w.address, w.network, 0, pg_catalog.now()
      from (values (theirs, place), (theirs, ''::bytea), (''::bytea, place)) w (address, network)
     where not known or (w.address <> '' and w.network <> '')
     order by w.address, w.network
    on conflict do nothing;
  perform from authz.failed_attempts f
   where (f.address, f.network) = (theirs, place) or (not known and (f.address, f.network) in ((theirs, ''::bytea), (''::bytea, place)))
   order by f.address, f.network for update;
  -- Free attempts: five for one address from one network, thirty for one address from all unknown networks, a hundred from one network.
  select max(extract(epoch from f.failed_at - clock_timestamp()
      + authz.pause_after(f.failures, case when f.network = '' then 30 when f.address = '' then 100 else 5 end)))
    into seconds from authz.failed_attempts f
   where f.failures > 0
     and ((f.address, f.network) = (theirs, place) or (not known and (f.address, f.network) in ((theirs, ''::bytea), (''::bytea, place))));
  if seconds > 0 then return ceil(seconds); end if;
  update authz.failed_attempts f set failures = f.failures + 1, failed_at = clock_timestamp()
   where (f.address, f.network) = (theirs, place) or (not known and (f.address, f.network) in ((theirs, ''::bytea), (''::bytea, place)));
  return 0;
end $$;
comment on function authz.count_attempt is
  'Counts an attempt as failed before the password is checked, one attempt at a time. Returns the seconds to wait if the attempt may not be made now; such an attempt is not counted.';

create or replace function authz.forgive_attempt(theirs bytea, place bytea, known boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from authz.failed_attempts f where (f.address, f.network) = (theirs, place);
  if known then return; end if;
  perform from authz.failed_attempts f where (f.address, f.network) in ((theirs, ''::bytea), (''::bytea, place))
   order by f.address, f.network for update;
  update authz.failed_attempts f set failures = greatest(f.failures - 1, 0)
   where (f.address, f.network) in ((theirs, ''::bytea), (''::bytea, place));
end $$;
comment on function authz.forgive_attempt is
  'Takes back what was counted for an attempt whose password was right.';

create or replace function authz.remember_network(who uuid, place bytea) returns void language sql security definer set search_path = '' as $$
  delete from authz.known_networks k using (select o.person_id, o.network from authz.known_networks o
      where o.seen_at < pg_catalog.now() - interval '90 days' limit 100 for update skip locked) old
   where k.person_id = old.person_id and k.network = old.network;
  insert into authz.known_networks as k (person_id, network) values (who, place)
    on conflict (person_id, network) do update set seen_at = pg_catalog.now() where k.seen_at < pg_catalog.now() - interval '1 day'
$$;
comment on function authz.remember_network is
  'Remembers the network of a successful sign-in for 90 days.';

-- First step of checking a password. For an address without an account `recipe` is null, and the caller computes a hash
-- all the same, so that the response time does not reveal which addresses have accounts.
create or replace function authz.reserve_attempt(email text, network text, out attempt uuid, out recipe text, out wait integer)
language plpgsql security definer set search_path = '' as $$
declare
  theirs bytea := authz.address_of(reserve_attempt.email);
  place bytea := authz.network_of(network);
  who uuid;
  kept text;
  is_known boolean;
begin
  delete from authz.attempts a where a.id in (select o.id from authz.attempts o
    where o.at < pg_catalog.now() - interval '5 minutes' limit 100 for update skip locked);
  select p.id, c.hash into who, kept from app.people p join authz.credentials c on c.person_id = p.id
   where p.email = lower(reserve_attempt.email) and p.disabled_at is null;
  is_known := exists (select from authz.known_networks k where k.person_id = who and k.network = place);
  wait := authz.count_attempt(theirs, place, is_known);
  if wait > 0 then return; end if;
  attempt := gen_random_uuid();
  insert into authz.attempts (id, person_id, address, network, known) values (attempt, who, theirs, place, is_known);
  recipe := authz.recipe_of(kept);
end $$;
comment on function authz.reserve_attempt is
  'First step of every password check: reserves an attempt and returns the recipe of the stored hash. For an unknown address the recipe is null, and the caller does the same work.';
grant execute on function authz.reserve_attempt to palermo_keys;

create or replace function authz.reserve_own_attempt(acting bytea, network text, out attempt uuid, out recipe text, out wait integer)
language plpgsql security definer set search_path = '' as $$
declare who uuid := (authz.live_session(acting)).person_id;
begin
  select r.attempt, r.recipe, r.wait into attempt, recipe, wait
    from authz.reserve_attempt((select p.email from app.people p where p.id = who), network) r;
end $$;
comment on function authz.reserve_own_attempt is
  'Reserves a password check for the owner of a live session, who proves the present password again.';
grant execute on function authz.reserve_own_attempt to palermo_keys;

-- Second step of checking a password: ends the attempt. Returns the account if the proof is right, else null. With
-- `owner`, only an attempt of that account is accepted.
create or replace function authz.settle_attempt(attempt uuid, proof bytea, owner uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare used authz.attempts;
begin
  delete from authz.attempts a where a.id = attempt and a.at > pg_catalog.now() - interval '5 minutes' returning * into used;
  if used.id is null then raise exception 'no such attempt' using errcode = '28000'; end if;
  if (owner is null or used.person_id = owner) and exists (select from authz.credentials c
      where c.person_id = used.person_id and authz.is_proof(c.hash, proof)) then
    perform authz.forgive_attempt(used.address, used.network, used.known), authz.remember_network(used.person_id, used.network);
    return used.person_id;
  end if;
  insert into aud.leaf (kind, actor, outcome) values ('auth.refused', used.person_id, 'refused');
  return null;
end $$;
comment on function authz.settle_attempt is
  'Second step of every password check: ends the attempt, and returns the account if the proof is right.';
