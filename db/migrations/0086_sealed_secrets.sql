-- What webhooks and pushes are signed with lies sealed: by a key that the worker holds, and that opens nothing else. Whoever
-- has the database alone can sign nothing. What lay open before is sealed by the worker in its next round.
set role palermo_definer;

alter table authz.webhook_secrets alter column secret drop not null, add column sealed bytea,
  add constraint webhook_secrets_one check (num_nonnulls(secret, sealed) = 1);
create policy webhook_secrets_seal on authz.webhook_secrets for update to palermo_worker using (true);
grant update (secret, sealed) on authz.webhook_secrets to palermo_worker;

alter table app.push_keys alter column private_key drop not null, add column sealed bytea,
  add constraint push_keys_one check (num_nonnulls(private_key, sealed) = 1);
create policy push_keys_seal on app.push_keys for update to palermo_worker using (true);
grant update (private_key, sealed) on app.push_keys to palermo_worker;

-- Comes sealed from whoever made it: its id is part of the seal.
create function app.keep_webhook_secret(fresh uuid, webhook uuid, sealed_secret bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from app.webhooks w where w.id = webhook and w.agency_id = authz.agency_id() and authz.sees_team() and w.ended_at is null) then
    raise exception 'not theirs' using errcode = '42501';
  end if;
  delete from authz.webhook_secrets s where s.webhook_id = webhook and s.until_at is not null;
  update authz.webhook_secrets s set until_at = pg_catalog.now() + interval '24 hours' where s.webhook_id = webhook;
  insert into authz.webhook_secrets (id, webhook_id, sealed) values (fresh, webhook, sealed_secret);
end $$;
revoke execute on function app.keep_webhook_secret from public;
grant execute on function app.keep_webhook_secret to palermo_api;
reset role;
