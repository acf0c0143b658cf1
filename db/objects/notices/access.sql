call app.wall('app.notices');
-- One's own, and nothing of a case that one is barred from meanwhile.
create policy notices_read on app.notices for select to palermo_api using (person_id = (select person_id from authz.me)
  and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[])));
create policy notices_mark on app.notices for update to palermo_api using (person_id = (select person_id from authz.me));
grant select, update (read_at) on app.notices to palermo_api;
create policy notices_worker on app.notices for select to palermo_worker using (true);
create policy notices_tell on app.notices for insert to palermo_worker with check (true);
grant select, insert on app.notices to palermo_worker;
create policy notices_barred on app.notices as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));

call app.wall('app.letters');
create policy letters_read on app.letters for select to palermo_api using ((select administers from authz.me));
grant select (id, state, tries, error) on app.letters to palermo_api;
create policy letters_worker on app.letters for select to palermo_worker using (true);
create policy letters_write on app.letters for insert to palermo_worker with check (true);
create policy letters_move on app.letters for update to palermo_worker using (true);
grant select, insert, update (state, tries, due_at, held_until, error) on app.letters to palermo_worker;
grant select (kind, channel, at) on app.letters to palermo_api;
grant update (tries_before) on app.letters to palermo_worker;

call app.wall('app.deliveries');
-- The delivery log is an administrator's: that something left or failed, never to whom.
create policy deliveries_read on app.deliveries for select to palermo_api using ((select administers from authz.me));
grant select (id, channel, topic, letter_id, dropped_at, at) on app.deliveries to palermo_api;
create policy deliveries_worker on app.deliveries for select to palermo_worker using (true);
create policy deliveries_plan on app.deliveries for insert to palermo_worker with check (true);
create policy deliveries_move on app.deliveries for update to palermo_worker using (true);
grant select, insert, update (letter_id, dropped_at) on app.deliveries to palermo_worker;

call app.wall('app.notice_settings');
-- One's own, and nobody else's: when somebody sleeps is theirs.
create policy notice_settings_own on app.notice_settings for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
grant select, insert, update (version, quiet_from, quiet_until, digest_at) on app.notice_settings to palermo_api;
create policy notice_settings_worker on app.notice_settings for select to palermo_worker using (true);
grant select on app.notice_settings to palermo_worker;

call app.wall('app.notice_choices');
create policy notice_choices_own on app.notice_choices for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
grant select, insert, delete on app.notice_choices to palermo_api;
create policy notice_choices_worker on app.notice_choices for select to palermo_worker using (true);
grant select on app.notice_choices to palermo_worker;

call app.wall('app.webhooks');
-- Those who answer for an agency keep its webhooks.
create policy webhooks_own on app.webhooks for all to palermo_api
  using (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me))
  with check (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me));
grant select, insert, update (version, url, kinds, ended_at, failures, paused_until) on app.webhooks to palermo_api;
create policy webhooks_worker on app.webhooks for select to palermo_worker using (true);
create policy webhooks_move on app.webhooks for update to palermo_worker using (true);
grant select, update (ended_at, failures, paused_until) on app.webhooks to palermo_worker;

call app.wall('authz.webhook_secrets');
create policy webhook_secrets_worker on authz.webhook_secrets for select to palermo_worker using (true);
grant select on authz.webhook_secrets to palermo_worker;
create policy webhook_secrets_seal on authz.webhook_secrets for update to palermo_worker using (true);
grant update (secret, sealed) on authz.webhook_secrets to palermo_worker;

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
grant update (tries_before) on app.webhook_messages to palermo_worker;

call app.wall('app.gateways');
create policy gateways_read on app.gateways for select to palermo_api using ((select person_id from authz.me) is not null);
create policy gateways_worker on app.gateways for all to palermo_worker using (true) with check (true);
grant select on app.gateways to palermo_api;
grant select, insert, delete on app.gateways to palermo_worker;

call app.wall('app.push_keys');
create policy push_keys_read on app.push_keys for select to palermo_api using ((select person_id from authz.me) is not null);
create policy push_keys_worker on app.push_keys for select to palermo_worker using (true);
create policy push_keys_make on app.push_keys for insert to palermo_worker with check (true);
grant select (public_key) on app.push_keys to palermo_api;
grant select, insert on app.push_keys to palermo_worker;
create policy push_keys_seal on app.push_keys for update to palermo_worker using (true);
grant update (private_key, sealed) on app.push_keys to palermo_worker;

call app.wall('app.push_subscriptions');
create policy push_subscriptions_own on app.push_subscriptions for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
grant select (id, person_id, device, created_at), delete on app.push_subscriptions to palermo_api;
create policy push_subscriptions_worker on app.push_subscriptions for select to palermo_worker using (true);
create policy push_subscriptions_end on app.push_subscriptions for delete to palermo_worker using (true);
grant select, delete on app.push_subscriptions to palermo_worker;
