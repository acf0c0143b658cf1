-- Two more ways out: a text message through a gateway, and a push to a browser that its owner signed up.
set role palermo_definer;

alter table app.notice_choices drop constraint notice_choices_channel_check,
  add constraint notice_choices_channel_check check (channel in ('in-app', 'email', 'sms', 'push'));
alter table app.deliveries drop constraint deliveries_channel_check,
  add constraint deliveries_channel_check check (channel in ('email', 'sms', 'push'));
alter table app.letters drop constraint letters_channel_check, add constraint letters_channel_check check (channel in ('email', 'sms', 'push'));
create index deliveries_due on app.deliveries (channel, due_at) where letter_id is null and dropped_at is null;
-- What text messages cost is counted over a day.
create index letters_sms on app.letters (at) where channel = 'sms';
grant select (phone) on app.people to palermo_worker;

-- Whether there is a gateway, as the worker knows: without one nobody is offered what would never come.
create table app.gateways (
  channel text primary key check (channel in ('sms')),
  seen_at timestamptz not null default now()
);
call app.wall('app.gateways');
create policy gateways_read on app.gateways for select to palermo_api using ((select person_id from authz.me) is not null);
create policy gateways_worker on app.gateways for all to palermo_worker using (true) with check (true);
grant select on app.gateways to palermo_api;
grant select, insert, delete on app.gateways to palermo_worker;

-- The pair by which push services know this system (RFC 8292). Browsers get the public half; the other is the worker's.
create table app.push_keys (
  only_row boolean primary key default true check (only_row),
  public_key text not null,
  private_key text not null
);
call app.wall('app.push_keys');
create policy push_keys_read on app.push_keys for select to palermo_api using ((select person_id from authz.me) is not null);
create policy push_keys_worker on app.push_keys for select to palermo_worker using (true);
create policy push_keys_make on app.push_keys for insert to palermo_worker with check (true);
grant select (public_key) on app.push_keys to palermo_api;
grant select, insert on app.push_keys to palermo_worker;

-- One browser on one device. Where it is told is its own affair: neither administrators nor colleagues see it.
create table app.push_subscriptions (
  id uuid primary key,
  person_id uuid not null references app.people,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  device text not null,
  created_at timestamptz not null default app.now()
);
create index push_subscriptions_person_id on app.push_subscriptions (person_id);
create index push_subscriptions_endpoint on app.push_subscriptions using hash (endpoint);
call app.wall('app.push_subscriptions');
create policy push_subscriptions_own on app.push_subscriptions for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
grant select (id, person_id, device, created_at), delete on app.push_subscriptions to palermo_api;
create policy push_subscriptions_worker on app.push_subscriptions for select to palermo_worker using (true);
create policy push_subscriptions_end on app.push_subscriptions for delete to palermo_worker using (true);
grant select, delete on app.push_subscriptions to palermo_worker;
-- A browser belongs to whoever signed it up last: the one before is told nothing there any more.
create function app.subscribe_push(fresh uuid, endpoint text, p256dh text, auth text, device text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if authz.person_id() is null then raise exception 'nobody' using errcode = '42501'; end if;
  delete from app.push_subscriptions s where s.endpoint = subscribe_push.endpoint;
  insert into app.push_subscriptions (id, person_id, endpoint, p256dh, auth, device)
    values (fresh, authz.person_id(), subscribe_push.endpoint, subscribe_push.p256dh, subscribe_push.auth, left(subscribe_push.device, 120));
end $$;
revoke execute on function app.subscribe_push from public;
grant execute on function app.subscribe_push to palermo_api;

-- Of a push: to which browser. Null once that is gone.
alter table app.letters add column subscription_id uuid references app.push_subscriptions on delete set null;
create index letters_subscription_id on app.letters (subscription_id);
reset role;
