-- An e-mail, text message or push message is called an outbound message everywhere. Locks: for a moment, names alone change.
set role palermo_definer;

alter table app.letters rename to outbound_messages;
alter table app.outbound_messages rename constraint letters_counted to outbound_messages_counted;
alter table app.outbound_messages rename constraint letters_linked to outbound_messages_linked;
alter index app.letters_person_id rename to outbound_messages_person_id;
alter index app.letters_held rename to outbound_messages_held;
alter index app.letters_link_id rename to outbound_messages_link_id;
alter index app.letters_log rename to outbound_messages_log;
alter index app.letters_given_up rename to outbound_messages_given_up;
alter index app.letters_sms rename to outbound_messages_sms;
alter index app.letters_subscription_id rename to outbound_messages_subscription_id;
alter index app.letters_at rename to outbound_messages_at;
alter index app.letters_dead rename to outbound_messages_dead;
alter index app.letters_due rename to outbound_messages_due;
alter index app.letters_unqueued rename to outbound_messages_unqueued;
alter table app.deliveries rename column letter_id to outbound_message_id;
alter index app.deliveries_letter_id rename to deliveries_outbound_message_id;
update app.scheduled_jobs set name = 'outbound-messages' where name = 'letters';

reset role;
