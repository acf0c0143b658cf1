set role palermo_definer;

-- An outbound message is written first and sent by a job of the queue. It waits until the job has claimed it; `queued_at` says when it
-- was last handed to the queue, so that what a queue has lost can be handed on again; a message that is being sent has none, so that it
-- is handed on at once when its sender dies.
alter table app.letters drop constraint letters_state_check;
alter table app.letters add constraint letters_state_check check (state in ('waiting', 'sending', 'sent', 'failed', 'dead', 'not-needed'));
alter table app.letters alter column tries set default 0;
alter table app.letters add column queued_at timestamptz;
update app.letters set state = 'waiting' where state = 'failed' and tries = 0;
drop index app.letters_failed;
create index letters_due on app.letters (due_at) where state in ('waiting', 'failed');
create index letters_unqueued on app.letters (due_at) where state in ('waiting', 'failed') and queued_at is null;

alter table app.webhook_messages add column queued_at timestamptz;
create index webhook_messages_unqueued on app.webhook_messages (due_at) where state in ('waiting', 'failed') and queued_at is null;

reset role;
