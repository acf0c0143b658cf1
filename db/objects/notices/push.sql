create or replace function app.subscribe_push(fresh uuid, endpoint text, p256dh text, auth text, device text) returns void
language sql security definer set search_path = '' as $$
  select app.refuse_if(authz.person_id() is null, 'no signed-in person acts in this transaction', 'PA103');
  delete from app.push_subscriptions s where s.endpoint = subscribe_push.endpoint;
  insert into app.push_subscriptions (id, person_id, endpoint, p256dh, auth, device)
    values (fresh, authz.person_id(), subscribe_push.endpoint, subscribe_push.p256dh, subscribe_push.auth, left(subscribe_push.device, 120))
$$;
comment on function app.subscribe_push is
  'Subscribes a browser to push notices of the actor; an earlier user of the same browser is unsubscribed.';
grant execute on function app.subscribe_push to palermo_api;
