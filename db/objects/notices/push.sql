create or replace function app.subscribe_push(fresh uuid, endpoint text, p256dh text, auth text, device text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if authz.person_id() is null then raise exception 'no signed-in person acts in this transaction' using errcode = 'PA103'; end if;
  delete from app.push_subscriptions s where s.endpoint = subscribe_push.endpoint;
  insert into app.push_subscriptions (id, person_id, endpoint, p256dh, auth, device)
    values (fresh, authz.person_id(), subscribe_push.endpoint, subscribe_push.p256dh, subscribe_push.auth, left(subscribe_push.device, 120));
end $$;
comment on function app.subscribe_push is
  'Signs a browser up for push notices of the actor; an earlier owner gets none there any more.';
grant execute on function app.subscribe_push to palermo_api;
