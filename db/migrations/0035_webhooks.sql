-- What an agency is told, to the agency's own system: signed, and with nothing in it but ids and what happened.
set role palermo_definer;

create table app.webhooks (
  id uuid primary key,
  version integer not null default 1,
  agency_id uuid not null references app.agencies,
  url text not null,
  kinds text[] not null check (cardinality(kinds) > 0),
  created_at timestamptz not null default app.now(),
  -- Told no more: its agency took it away, or the other side said 410.
  ended_at timestamptz,
  -- After a failure it is left alone for a while, longer each time: one that hangs holds up nobody else's.
  failures integer not null default 0,
  paused_until timestamptz
);
create index webhooks_agency_id on app.webhooks (agency_id) where ended_at is null;
create index webhooks_of_agency on app.webhooks (agency_id);
call app.wall('app.webhooks');
-- Those who answer for an agency keep its webhooks.
create policy webhooks_own on app.webhooks for all to palermo_api
  using (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me))
  with check (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me));
grant select, insert, update (version, url, kinds, ended_at, failures, paused_until) on app.webhooks to palermo_api;
create policy webhooks_worker on app.webhooks for select to palermo_worker using (true);
create policy webhooks_move on app.webhooks for update to palermo_worker using (true);
grant select, update (ended_at, failures, paused_until) on app.webhooks to palermo_worker;

-- What it is signed with. Shown once, to whoever makes it; read by the worker alone. The one before it signs as well for a day.
create table authz.webhook_secrets (
  id uuid primary key,
  webhook_id uuid not null references app.webhooks,
  secret bytea not null,
  from_at timestamptz not null default now(),
  until_at timestamptz
);
create index webhook_secrets_webhook_id on authz.webhook_secrets (webhook_id);
call app.wall('authz.webhook_secrets');
create policy webhook_secrets_worker on authz.webhook_secrets for select to palermo_worker using (true);
grant select on authz.webhook_secrets to palermo_worker;
create function app.webhook_secret_times(webhook uuid, out since timestamptz, out previous_until timestamptz)
language sql stable security definer set search_path = '' as $$
  select max(s.from_at) filter (where s.until_at is null), max(s.until_at) filter (where s.until_at > pg_catalog.now())
    from authz.webhook_secrets s join app.webhooks w on w.id = s.webhook_id
   where s.webhook_id = webhook and w.agency_id = authz.agency_id() and authz.sees_team()
$$;
revoke execute on function app.webhook_secret_times from public;
grant execute on function app.webhook_secret_times to palermo_api;

-- One message to one webhook. Its id travels with it, the same at each try: whoever has seen it knows it again.
create table app.webhook_messages (
  id uuid primary key,
  webhook_id uuid not null references app.webhooks,
  -- Null for one that was sent to try it out.
  outbox_id bigint,
  topic text not null,
  subject_kind text,
  subject_id uuid,
  happened_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'dead', 'not-needed')),
  tries integer not null default 0,
  due_at timestamptz not null default app.now(),
  held_until timestamptz,
  error text,
  at timestamptz not null default app.now()
);
create unique index webhook_messages_effect on app.webhook_messages (outbox_id, webhook_id);
create index webhook_messages_due on app.webhook_messages (due_at, id) where state in ('waiting', 'failed');
create index webhook_messages_held on app.webhook_messages (held_until) where state = 'sending';
create index webhook_messages_busy on app.webhook_messages (webhook_id) where state = 'sending';
create index webhook_messages_log on app.webhook_messages (webhook_id, at, id);
call app.wall('app.webhook_messages');
create policy webhook_messages_own on app.webhook_messages for select to palermo_api
  using (exists (select from app.webhooks w where w.id = webhook_id and w.agency_id = (select agency_id from authz.me) and (select sees_team from authz.me)));
-- Tried out by hand: nothing happened, and nothing is named.
create policy webhook_messages_try on app.webhook_messages for insert to palermo_api
  with check (outbox_id is null and topic = 'webhook.test' and subject_id is null and state = 'waiting' and exists (select from app.webhooks w
    where w.id = webhook_id and w.agency_id = (select agency_id from authz.me) and (select sees_team from authz.me)));
grant select, insert on app.webhook_messages to palermo_api;
create policy webhook_messages_worker on app.webhook_messages for select to palermo_worker using (true);
create policy webhook_messages_write on app.webhook_messages for insert to palermo_worker with check (true);
create policy webhook_messages_move on app.webhook_messages for update to palermo_worker using (true);
grant select, insert, update (state, tries, due_at, held_until, error) on app.webhook_messages to palermo_worker;
reset role;
