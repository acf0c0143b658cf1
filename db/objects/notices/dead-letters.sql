create or replace function app.dead_letters(before_at timestamptz, before_id uuid, most integer)
returns table (id uuid, channel text, topic text, tries integer, error text, at timestamptz)
language sql stable security definer set search_path = '' as $$
  select d.* from (
    (select l.id, l.channel, case l.kind when 'notices' then 'account.notices' else 'account.' || l.kind end, l.tries, l.error, l.at
       from app.outbound_messages l where l.state = 'dead' and (before_at is null or (l.at, l.id) < (before_at, before_id)) order by l.at desc, l.id desc limit most)
    union all
    (select m.id, 'webhook', m.topic, m.tries, m.error, m.at
       from app.webhook_messages m where m.state = 'dead' and (before_at is null or (m.at, m.id) < (before_at, before_id)) order by m.at desc, m.id desc limit most)
  ) d where authz.administers() order by d.at desc, d.id desc limit most
$$;
comment on function app.dead_letters is
  'Messages that could not be delivered, for administrators. They show no recipient, and for a webhook neither its agency nor the subject of the message.';
grant execute on function app.dead_letters to palermo_api;

-- Tries dead letters again. A second call for the same letters changes nothing, since they are no longer dead. Messages
-- for disabled accounts or ended webhooks are marked as not needed instead.
create or replace function app.retry_dead_letters(wanted uuid[]) returns integer language sql security definer set search_path = '' as $$
  select app.refuse_if(not authz.administers(), 'only an administrator may call this function', 'PA102');
  with letters as (
    update app.outbound_messages l set state = case when p.disabled_at is null then 'failed' else 'not-needed' end, due_at = app.now(), tries_before = l.tries, queued_at = null
      from app.people p where l.id = any (wanted) and l.state = 'dead' and p.id = l.person_id returning l.id),
  messages as (
    update app.webhook_messages m set state = case when w.ended_at is null then 'failed' else 'not-needed' end, due_at = app.now(), tries_before = m.tries, queued_at = null
      from app.webhooks w where m.id = any (wanted) and m.state = 'dead' and w.id = m.webhook_id returning m.id)
  select ((select count(*) from letters) + (select count(*) from messages))::integer
$$;
comment on function app.retry_dead_letters is
  'Tries dead letters again, once. Messages for disabled accounts or ended webhooks are marked as not needed.';
grant execute on function app.retry_dead_letters to palermo_api;

create or replace function app.discard_dead_letters(wanted uuid[]) returns integer language sql security definer set search_path = '' as $$
  select app.refuse_if(not authz.administers(), 'only an administrator may call this function', 'PA102');
  with letters as (
    update app.outbound_messages l set state = 'not-needed' where l.id = any (wanted) and l.state = 'dead' returning l.id),
  messages as (
    update app.webhook_messages m set state = 'not-needed' where m.id = any (wanted) and m.state = 'dead' returning m.id)
  select ((select count(*) from letters) + (select count(*) from messages))::integer
$$;
comment on function app.discard_dead_letters is
  'Marks undelivered messages as not needed.';
grant execute on function app.discard_dead_letters to palermo_api;
