import { kindOf, topicOf } from '@palermo/shared/notice-facts.ts'
import { lastTry, pauseAfter } from '@palermo/shared/notices/policy.ts'
import type { Address } from '@palermo/shared/notices/recipients.ts'
import { z } from 'zod'
import { type Db, type Tx, write } from '../actor.ts'
import { isThere, type Message } from '../outbox.ts'
import { document, type RowRead, rowsOf } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { type Claim, waitRows } from './outbound-messages.ts'
import { webhookMessages, webhooks } from './table.ts'

/** One message to a webhook. The calling process holds the message until the result is recorded. */
export type WebhookMessage = RowRead<typeof takenRows>
const takenRows = rowsOf({
  id: webhookMessages.id,
  webhookId: webhookMessages.webhookId,
  url: webhooks.url,
  /** The sealed signing secrets in base64, newest first: two for a day after a new secret was made, otherwise one. */
  secrets: document(z.array(z.object({ id: z.string(), sealed: z.string() }))),
  topic: webhookMessages.topic,
  subjectKind: webhookMessages.subjectKind,
  subjectId: webhookMessages.subjectId,
  happenedAt: webhookMessages.happenedAt,
  tries: webhookMessages.tries,
  triesBefore: webhookMessages.triesBefore,
})
const hookRows = rowsOf({ failures: webhooks.failures })

/** Seconds for which a process holds a message that it sends to a webhook. */
export const webhookHold = 45

interface DemoControl {
  /** The id of the row in the outbox. */
  id: string
  name: string
  payload: Message
  /** Whether one of the row's deadlines is statutory or for safety. */
  pressing: boolean
  to: readonly Address[]
}

/**
 * Writes the messages to webhooks that follow from outbox rows: each webhook of a notified agency that subscribed to
 * this kind of notification gets one message.
 * @returns whether there is a message to send
 */
export const planWebhooks = async ({ sql }: Tx, messages: readonly DemoControl[]): Promise<boolean> => {
  const plans = messages.flatMap(({ id, name, payload, pressing, to }) => {
    const told = new Map<string, string>()
    for (const { agencyId, topic } of to)
      if (agencyId !== null && !told.has(agencyId)) told.set(agencyId, topic ?? topicOf(name))
    const { subjectKind, subjectId, at } = payload
    return [...told].map(([agency, topic]) => ({
      outbox: id,
      agency,
      topic,
      kind: kindOf(topic, pressing),
      subjectKind,
      subjectId,
      at,
    }))
  })
  if (plans.length === 0) return false
  const planned = await sql`
    insert into app.webhook_messages (id, webhook_id, outbox_id, topic, subject_kind, subject_id, happened_at)
      select gen_random_uuid(), w.id, p.outbox, p.topic, p."subjectKind", p."subjectId", p.at
        from jsonb_to_recordset(${sql.json(plans)}) as p(outbox bigint, agency uuid, topic text, kind text, "subjectKind" text, "subjectId" uuid, at timestamptz)
        join app.webhooks w on w.agency_id = p.agency and w.ended_at is null and p.kind = any (w.kinds)
    on conflict do nothing returning id`
  return planned.length > 0
}

/**
 * Claims one message for the queue's job that sends it. A webhook gets one message at a time and none while it is
 * paused, so that a slow receiver delays only its own messages. A job waits longer the more messages to its webhook are
 * due before its own message.
 */
export const claimWebhookMessage = (db: Db, id: string): Promise<Claim<WebhookMessage>> =>
  write(db, { kind: 'webhook.taken', request: id }, async (tx) => {
    await setAsideEnded(tx)
    const { sql } = tx
    const [taken] = await takenRows(sql`
      with mine as (
        select m.id from app.webhook_messages m join app.webhooks w on w.id = m.webhook_id
         where m.id = ${id} and w.ended_at is null and (w.paused_until is null or w.paused_until <= app.now())
           and app.take_turn('webhook ' || w.id::text) and not exists (${busy(sql)})
      )
      ${take(sql, sql`select id from mine`)}`)
    if (taken) return { message: taken }
    const [later] = await waitRows(sql`
      select greatest(ceil(1000 * extract(epoch from (case m.state when 'sending' then m.held_until - clock_timestamp()
            else greatest(m.due_at, w.paused_until) - app.now() end))),
          50 * (1 + (select count(*) from (select from app.webhook_messages o
            where o.webhook_id = m.webhook_id and o.state in ('waiting', 'failed') and (o.due_at, o.id) < (m.due_at, m.id) limit 100) before)))::float8 as "waitMs"
        from app.webhook_messages m join app.webhooks w on w.id = m.webhook_id
       where m.id = ${id} and m.state in ('waiting', 'failed', 'sending')`)
    return later ?? 'done'
  })

/** Marks messages to ended webhooks as not needed. */
const setAsideEnded = ({ sql }: Tx) => sql`
  update app.webhook_messages m set state = 'not-needed', held_until = null
    from app.webhooks w where w.id = m.webhook_id and w.ended_at is not null
     and (m.state in ('waiting', 'failed') or (m.state = 'sending' and m.held_until < clock_timestamp()))`

const busy = (sql: SlotSql) =>
  sql`select from app.webhook_messages o where o.webhook_id = w.id and o.state = 'sending' and o.held_until >= clock_timestamp()`

const take = (sql: SlotSql, id: ReturnType<SlotSql>) => sql`
  update app.webhook_messages m set state = 'sending', tries = m.tries + 1, held_until = clock_timestamp() + make_interval(secs => ${webhookHold}), queued_at = null
    from app.webhooks w
   where m.id = (${id}) and w.id = m.webhook_id
     -- Checked again on the current row, because another process may have taken it since it was found.
     and ((m.state in ('waiting', 'failed') and m.due_at <= app.now()) or (m.state = 'sending' and m.held_until < clock_timestamp()))
  returning m.id, m.webhook_id as "webhookId", w.url, m.topic, m.subject_kind as "subjectKind", m.subject_id as "subjectId",
    m.happened_at as "happenedAt", m.tries, m.tries_before as "triesBefore", coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'sealed', encode(s.sealed, 'base64')) order by s.from_at desc)
      from authz.webhook_secrets s where s.webhook_id = w.id and s.sealed is not null and (s.until_at is null or s.until_at > pg_catalog.now())), '[]') as secrets`

/**
 * Takes the next due message by the rules of `claimWebhookMessage`. Used to send messages while the queue does not
 * answer.
 */
export const takeWebhookMessage = async (db: Db): Promise<WebhookMessage | undefined> => {
  const due = await isThere(
    db,
    (sql) => sql`
      (select from app.webhook_messages m join app.webhooks w on w.id = m.webhook_id
        where m.state in ('waiting', 'failed') and m.due_at <= app.now() and (w.ended_at is not null or w.paused_until is null or w.paused_until <= app.now())
        limit 1)
      union all (select from app.webhook_messages where state = 'sending' and held_until < clock_timestamp() limit 1)`,
  )
  if (!due) return undefined
  return write(db, { kind: 'webhook.taken', request: 'webhooks' }, async (tx) => {
    await setAsideEnded(tx)
    const { sql } = tx
    const [taken] = await takenRows(sql`
      with next as (
        select m.id from app.webhooks w, lateral (
            select m.id, m.due_at from app.webhook_messages m
             where m.webhook_id = w.id and ((m.state in ('waiting', 'failed') and m.due_at <= app.now())
               or (m.state = 'sending' and m.held_until < clock_timestamp()))
             order by m.due_at, m.id limit 1) m
         where w.ended_at is null and (w.paused_until is null or w.paused_until <= app.now())
           and app.take_turn('webhook ' || w.id::text) and not exists (${busy(sql)})
         order by m.due_at, m.id limit 1
      )
      ${take(sql, sql`select id from next`)}`)
    return taken
  })
}

type Held = Pick<WebhookMessage, 'id' | 'webhookId' | 'tries' | 'triesBefore'>

/**
 * Records that the receiver accepted the message. The call has no effect if another process has taken the message
 * since.
 */
export const webhookSent = (db: Db, { id, webhookId, tries }: Held): Promise<void> =>
  write(db, { kind: 'webhook.sent', request: id }, async ({ sql }) => {
    await sql`update app.webhook_messages set state = 'sent', held_until = null, error = null
      where id = ${id} and state = 'sending' and tries = ${tries}`
    await sql`update app.webhooks set failures = 0, paused_until = null where id = ${webhookId}`
  })

/**
 * Records a failed attempt. The message is retried after a pause, in which the webhook gets no other message, or given
 * up.
 * @param error a code (`HTTP 500`, `ETIMEDOUT`), never text of the receiver
 * @param gone whether the receiver answered 410, which means that it wants no more messages
 */
export const webhookFailed = (
  db: Db,
  { id, webhookId, tries, triesBefore }: Held,
  { error, gone }: { error: string; gone: boolean },
): Promise<'failed' | 'dead'> => {
  const since = tries - triesBefore
  const state = gone || since >= lastTry ? 'dead' : 'failed'
  return write(db, { kind: `webhook.${state}`, request: id }, async ({ sql }) => {
    await sql`update app.webhook_messages set state = ${state}, held_until = null, error = ${error},
        due_at = app.now() + make_interval(secs => ${pauseAfter(since) / 1000}), queued_at = clock_timestamp()
      where id = ${id} and state = 'sending' and tries = ${tries}`
    const [hook] = await hookRows(sql`
      update app.webhooks set failures = failures + 1, ended_at = case when ${gone} then coalesce(ended_at, app.now()) else ended_at end
        where id = ${webhookId} returning failures`)
    const pause = pauseAfter(Math.min(hook?.failures ?? 1, lastTry)) / 1000
    await sql`update app.webhooks set paused_until = app.now() + make_interval(secs => ${pause}) where id = ${webhookId}`
    return state
  })
}
