call app.force_row_security('app.notices');
create policy notices_read on app.notices for select to palermo_api using (person_id = (select person_id from authz.me)
  and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[])));
comment on policy notices_read on app.notices is
  'A person reads their own notices, except of cases from which they are barred.';
create policy notices_mark on app.notices for update to palermo_api using (person_id = (select person_id from authz.me));
comment on policy notices_mark on app.notices is
  'A person marks their own notices as read.';
grant select, update (read_at) on app.notices to palermo_api;
create policy notices_worker on app.notices for select to palermo_worker using (true);
comment on policy notices_worker on app.notices is
  'Jobs read notices.';
create policy notices_tell on app.notices for insert to palermo_worker with check (true);
comment on policy notices_tell on app.notices is
  'Jobs write notices.';
grant select, insert on app.notices to palermo_worker;
create policy notices_barred on app.notices as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy notices_barred on app.notices is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.outbound_messages');
create policy outbound_messages_read on app.outbound_messages for select to palermo_api using ((select administers from authz.me));
comment on policy outbound_messages_read on app.outbound_messages is
  'Administrators read the state of outgoing messages; grants leave out the recipient.';
grant select (id, state, tries, error) on app.outbound_messages to palermo_api;
create policy outbound_messages_worker on app.outbound_messages for select to palermo_worker using (true);
comment on policy outbound_messages_worker on app.outbound_messages is
  'Jobs read outgoing messages.';
create policy outbound_messages_write on app.outbound_messages for insert to palermo_worker with check (true);
comment on policy outbound_messages_write on app.outbound_messages is
  'Jobs write outgoing messages.';
create policy outbound_messages_move on app.outbound_messages for update to palermo_worker using (true);
comment on policy outbound_messages_move on app.outbound_messages is
  'Jobs change the state of outgoing messages.';
grant select, insert, update (state, tries, due_at, held_until, error, queued_at) on app.outbound_messages to palermo_worker;
grant select (kind, channel, at) on app.outbound_messages to palermo_api;
grant update (tries_before) on app.outbound_messages to palermo_worker;

call app.force_row_security('app.deliveries');
create policy deliveries_read on app.deliveries for select to palermo_api using ((select administers from authz.me));
comment on policy deliveries_read on app.deliveries is
  'Administrators read the delivery log; grants leave out the recipient.';
grant select (id, channel, topic, outbound_message_id, dropped_at, at) on app.deliveries to palermo_api;
create policy deliveries_worker on app.deliveries for select to palermo_worker using (true);
comment on policy deliveries_worker on app.deliveries is
  'Jobs read deliveries.';
create policy deliveries_plan on app.deliveries for insert to palermo_worker with check (true);
comment on policy deliveries_plan on app.deliveries is
  'Jobs plan deliveries.';
create policy deliveries_move on app.deliveries for update to palermo_worker using (true);
comment on policy deliveries_move on app.deliveries is
  'Jobs change deliveries.';
grant select, insert, update (outbound_message_id, dropped_at) on app.deliveries to palermo_worker;

call app.force_row_security('app.notice_settings');
create policy notice_settings_own on app.notice_settings for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
comment on policy notice_settings_own on app.notice_settings is
  'Only their owner reads and changes settings of notices, quiet hours included.';
grant select, insert, update (version, quiet_from, quiet_until, digest_at) on app.notice_settings to palermo_api;
create policy notice_settings_worker on app.notice_settings for select to palermo_worker using (true);
comment on policy notice_settings_worker on app.notice_settings is
  'Jobs read settings of notices.';
grant select on app.notice_settings to palermo_worker;

call app.force_row_security('app.notice_choices');
create policy notice_choices_own on app.notice_choices for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
comment on policy notice_choices_own on app.notice_choices is
  'Only their owner reads and changes choices of channels.';
grant select, insert, delete on app.notice_choices to palermo_api;
create policy notice_choices_worker on app.notice_choices for select to palermo_worker using (true);
comment on policy notice_choices_worker on app.notice_choices is
  'Jobs read choices of channels.';
grant select on app.notice_choices to palermo_worker;

call app.force_row_security('app.webhooks');
create policy webhooks_own on app.webhooks for all to palermo_api
  using (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me))
  with check (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me));
comment on policy webhooks_own on app.webhooks is
  'Supervisors and heads keep the webhooks of their agency.';
grant select, insert, update (version, url, kinds, ended_at, failures, paused_until) on app.webhooks to palermo_api;
create policy webhooks_worker on app.webhooks for select to palermo_worker using (true);
comment on policy webhooks_worker on app.webhooks is
  'Jobs read webhooks.';
create policy webhooks_move on app.webhooks for update to palermo_worker using (true);
comment on policy webhooks_move on app.webhooks is
  'Jobs change the state of webhooks.';
grant select, update (ended_at, failures, paused_until) on app.webhooks to palermo_worker;

call app.force_row_security('authz.webhook_secrets');
create policy webhook_secrets_worker on authz.webhook_secrets for select to palermo_worker using (true);
comment on policy webhook_secrets_worker on authz.webhook_secrets is
  'Jobs read sealed secrets of webhooks.';
grant select on authz.webhook_secrets to palermo_worker;
create policy webhook_secrets_seal on authz.webhook_secrets for update to palermo_worker using (true);
comment on policy webhook_secrets_seal on authz.webhook_secrets is
  'Jobs seal secrets of webhooks anew.';
grant update (secret, sealed) on authz.webhook_secrets to palermo_worker;

call app.force_row_security('app.webhook_messages');
create policy webhook_messages_own on app.webhook_messages for select to palermo_api
  using (exists (select from app.webhooks w where w.id = webhook_id and w.agency_id = (select agency_id from authz.me) and (select sees_team from authz.me)));
comment on policy webhook_messages_own on app.webhook_messages is
  'Supervisors and heads read the messages to webhooks of their agency.';
create policy webhook_messages_try on app.webhook_messages for insert to palermo_api
  with check (outbox_id is null and topic = 'webhook.test' and subject_id is null and state = 'waiting' and exists (select from app.webhooks w
    where w.id = webhook_id and w.agency_id = (select agency_id from authz.me) and (select sees_team from authz.me)));
comment on policy webhook_messages_try on app.webhook_messages is
  'Supervisors and heads send a test message, which names no record.';
grant select, insert on app.webhook_messages to palermo_api;
create policy webhook_messages_worker on app.webhook_messages for select to palermo_worker using (true);
comment on policy webhook_messages_worker on app.webhook_messages is
  'Jobs read messages to webhooks.';
create policy webhook_messages_write on app.webhook_messages for insert to palermo_worker with check (true);
comment on policy webhook_messages_write on app.webhook_messages is
  'Jobs write messages to webhooks.';
create policy webhook_messages_move on app.webhook_messages for update to palermo_worker using (true);
comment on policy webhook_messages_move on app.webhook_messages is
  'Jobs change the state of messages to webhooks.';
grant select, insert, update (state, tries, due_at, held_until, error, queued_at) on app.webhook_messages to palermo_worker;
grant update (tries_before) on app.webhook_messages to palermo_worker;

call app.force_row_security('app.gateways');
create policy gateways_read on app.gateways for select to palermo_api using ((select person_id from authz.me) is not null);
comment on policy gateways_read on app.gateways is
  'All signed-in persons read which gateways exist.';
create policy gateways_worker on app.gateways for all to palermo_worker using (true) with check (true);
comment on policy gateways_worker on app.gateways is
  'Jobs record gateways.';
grant select on app.gateways to palermo_api;
grant select, insert, delete on app.gateways to palermo_worker;

call app.force_row_security('app.push_keys');
create policy push_keys_read on app.push_keys for select to palermo_api using ((select person_id from authz.me) is not null);
comment on policy push_keys_read on app.push_keys is
  'All signed-in persons read the public push key; grants leave out the private one.';
create policy push_keys_worker on app.push_keys for select to palermo_worker using (true);
comment on policy push_keys_worker on app.push_keys is
  'Jobs read push keys.';
create policy push_keys_make on app.push_keys for insert to palermo_worker with check (true);
comment on policy push_keys_make on app.push_keys is
  'Jobs make a push key.';
grant select (public_key) on app.push_keys to palermo_api;
grant select, insert on app.push_keys to palermo_worker;
create policy push_keys_seal on app.push_keys for update to palermo_worker using (true);
comment on policy push_keys_seal on app.push_keys is
  'Jobs seal a push key anew.';
grant update (private_key, sealed) on app.push_keys to palermo_worker;

call app.force_row_security('app.push_subscriptions');
create policy push_subscriptions_own on app.push_subscriptions for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
comment on policy push_subscriptions_own on app.push_subscriptions is
  'Only its owner reads and changes a push subscription.';
grant select (id, person_id, device, created_at), delete on app.push_subscriptions to palermo_api;
create policy push_subscriptions_worker on app.push_subscriptions for select to palermo_worker using (true);
comment on policy push_subscriptions_worker on app.push_subscriptions is
  'Jobs read push subscriptions.';
create policy push_subscriptions_end on app.push_subscriptions for delete to palermo_worker using (true);
comment on policy push_subscriptions_end on app.push_subscriptions is
  'Jobs delete push subscriptions that have ended.';
grant select, delete on app.push_subscriptions to palermo_worker;
