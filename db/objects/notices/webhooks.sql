create or replace function app.webhook_secret_times(webhook uuid, out since timestamptz, out previous_until timestamptz)
language sql stable security definer set search_path = '' as $$
  select max(s.from_at) filter (where s.until_at is null), max(s.until_at) filter (where s.until_at > pg_catalog.now())
    from authz.webhook_secrets s join app.webhooks w on w.id = s.webhook_id
   where s.webhook_id = webhook and w.agency_id = authz.agency_id() and authz.sees_team()
$$;
comment on function app.webhook_secret_times is
  'When the secret of a webhook became valid, and until when its previous secret is valid.';
grant execute on function app.webhook_secret_times to palermo_api;

create or replace function app.keep_webhook_secret(fresh uuid, webhook uuid, sealed_secret bytea) returns void
language sql security definer set search_path = '' as $$
  select app.refuse_if(not exists (select from app.webhooks w where w.id = webhook and w.agency_id = authz.agency_id() and authz.sees_team() and w.ended_at is null), 'the webhook has ended or belongs to another agency', 'PA366');
  delete from authz.webhook_secrets s where s.webhook_id = webhook and s.until_at is not null;
  update authz.webhook_secrets s set until_at = pg_catalog.now() + interval '24 hours' where s.webhook_id = webhook;
  insert into authz.webhook_secrets (id, webhook_id, sealed) values (fresh, webhook, sealed_secret)
$$;
comment on function app.keep_webhook_secret is
  'Stores a sealed secret of a webhook of the actor''s agency.';
grant execute on function app.keep_webhook_secret to palermo_api;
