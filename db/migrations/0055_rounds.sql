-- What waits to be done without a request, and when each round of the workers was last done: for administrators, in
-- counts and times alone.
set role palermo_definer;

create table app.rounds (
  name text primary key,
  -- How often it is meant to come round.
  every_seconds integer not null check (every_seconds > 0),
  -- When it last ended well; null: never yet.
  done_at timestamptz,
  failed_at timestamptz,
  -- In a row, since it last ended well.
  failures integer not null default 0
);
call app.wall('app.rounds');
create policy rounds_read on app.rounds for select to palermo_api using ((select administers from authz.me));
create policy rounds_worker on app.rounds for select to palermo_worker using (true);
create policy rounds_begin on app.rounds for insert to palermo_worker with check (true);
create policy rounds_note on app.rounds for update to palermo_worker using (true);
grant select on app.rounds to palermo_api;
grant select, insert, update on app.rounds to palermo_worker;

-- Each line with how much waits, and since when the oldest of it does. Nobody but an administrator gets a line.
create function app.waiting_lines() returns table (name text, waiting integer, oldest_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select l.* from (
    select 'outbox', count(*)::integer, min(o.created_at) from app.outbox o where o.sent_at is null
    union all
    select 'notices', count(*)::integer, min(o.sent_at) from app.outbox o where o.sent_at is not null and o.done_at is null
    union all
    select 'clocks', count(*)::integer, min(d.next_alarm_at) from app.deadlines d where d.closed_at is null and d.next_alarm_at <= app.now()
    union all
    select 'letters', count(*)::integer, min(d.due_at) from app.deliveries d
     where d.letter_id is null and d.dropped_at is null and d.due_at <= app.now()
    union all
    select 'letters-failed', count(*)::integer, min(l.at) from app.letters l where l.state = 'failed'
    union all
    select 'letters-dead', count(*)::integer, min(l.at) from app.letters l where l.state = 'dead'
    union all
    select 'webhooks', count(*)::integer, min(w.due_at) from app.webhook_messages w where w.state in ('waiting', 'failed') and w.due_at <= app.now()
    union all
    select 'webhooks-dead', count(*)::integer, min(w.at) from app.webhook_messages w where w.state = 'dead') l
   where authz.administers()
$$;
revoke execute on function app.waiting_lines from public;
grant execute on function app.waiting_lines to palermo_api;
create index letters_dead on app.letters (at) where state = 'dead';
create index webhook_messages_dead on app.webhook_messages (at) where state = 'dead';
reset role;
