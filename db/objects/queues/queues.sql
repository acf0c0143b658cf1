create or replace function app.waiting_lines() returns table (name text, waiting integer, oldest_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select l.* from (
    select 'outbox', count(*)::integer, min(o.created_at) from app.outbox o where o.sent_at is null
    union all
    select 'notices', count(*)::integer, min(o.sent_at) from app.outbox o where o.sent_at is not null and o.done_at is null
    union all
    select 'clocks', count(*)::integer, min(d.next_alarm_at) from app.deadlines d where d.closed_at is null and d.next_alarm_at <= app.now()
    union all
    select 'outbound-messages', count(*)::integer, min(due.at) from (
      select d.due_at from app.deliveries d where d.outbound_message_id is null and d.dropped_at is null and d.due_at <= app.now()
      union all select l.due_at from app.outbound_messages l where l.state = 'waiting' and l.due_at <= app.now()) due(at)
    union all
    select 'outbound-messages-failed', count(*)::integer, min(l.at) from app.outbound_messages l where l.state = 'failed'
    union all
    select 'outbound-messages-dead', count(*)::integer, min(l.at) from app.outbound_messages l where l.state = 'dead'
    union all
    select 'webhooks', count(*)::integer, min(w.due_at) from app.webhook_messages w where w.state in ('waiting', 'failed') and w.due_at <= app.now()
    union all
    select 'webhooks-dead', count(*)::integer, min(w.at) from app.webhook_messages w where w.state = 'dead') l
   where authz.administers()
$$;
comment on function app.waiting_lines is
  'Queues with the number of waiting jobs and the age of the oldest, for administrators.';
grant execute on function app.waiting_lines to palermo_api;
