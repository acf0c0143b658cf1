-- Of a password only the algorithm, cost, salt and a hash of the derived key are stored. A reader of the row cannot
-- sign in, because sign-in needs the derived key, which can be computed only from the password.
create or replace function authz.recipe_of(kept text) returns text language sql immutable set search_path = '' as
$$ select left(kept, length(kept) - position('$' in reverse(kept))) $$;
comment on function authz.recipe_of is
  'The recipe of a stored password hash: algorithm, cost and salt, without the key.';

create or replace function authz.is_proof(kept text, proof bytea) returns boolean language sql immutable set search_path = '' as
$$ select coalesce(split_part(kept, '$', -1) = encode(sha256(proof), 'base64'), false) $$;
comment on function authz.is_proof is
  'Whether `proof` is the key whose hash is stored.';

create or replace function authz.address_of(email text) returns bytea language sql immutable set search_path = '' as
$$ select sha256(convert_to(lower(email), 'UTF8')) $$;
comment on function authz.address_of is
  'Hash of an e-mail address in lower case.';

create or replace function authz.set_password(who uuid, next text, keep uuid) returns void language sql security definer set search_path = '' as $$
  insert into authz.credentials (person_id, hash) values (who, next)
    on conflict (person_id) do update set hash = excluded.hash, changed_at = pg_catalog.now();
  delete from authz.failed_attempts f where f.address = (select authz.address_of(p.email) from app.people p where p.id = who);
  update authz.sessions set revoked_at = pg_catalog.now() where person_id = who and revoked_at is null and id is distinct from keep;
  insert into aud.leaf (kind, actor, outcome) values ('auth.password', who, 'done')
$$;
comment on function authz.set_password is
  'Stores a password, ends all sessions of its owner except `keep` and takes back failed attempts. No login may call it; the functions that call it have checked the owner.';

create or replace function authz.change_password(acting bytea, attempt uuid, proof bytea, next text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare held authz.sessions := authz.live_session(acting);
begin
  if authz.settle_attempt(attempt, proof, held.person_id) is null then return false; end if;
  perform authz.set_password(held.person_id, next, held.id);
  return true;
end $$;
comment on function authz.change_password is
  'Changes the password of a session''s owner, who must prove the present password.';
grant execute on function authz.change_password to palermo_keys;
