import { outwardChannels } from '@palermo/shared/notices/choices.ts'
import { type Db, write } from '../actor.ts'
import { isThere } from '../outbox.ts'
import { number, oneOf, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'

/** One message for the queue: its id, and the data that the queue's job needs before it reads the row. */
export type Handed = RowRead<typeof handedRows>
const handedRows = rowsOf({
  id: text,
  channel: oneOf([...outwardChannels, 'webhook']),
  /** The number of attempts so far. */
  made: number,
  /**
   * The id of the queue's job, which stays the same while one job has the message. The id changes if the sending
   * process died, because the queue may not have noticed the loss of its job, and if an administrator retried the
   * message.
   */
  jobId: text,
})

const batch = 200

/**
 * Seconds after which a due message that was not sent is given to the queue again, because the queue may have lost the
 * message.
 */
const lostAfter = 30

/**
 * Gives messages to the queue and marks them in the same transaction: messages that the queue never got, and messages
 * that are overdue. A queue that still has the job of a message ignores the second job.
 * @param hand must resolve only after the queue has the messages
 * @returns the number of messages given to the queue
 */
export const handToQueue = async (
  db: Db,
  sort: 'outbound-messages' | 'webhooks',
  hand: (messages: readonly Handed[]) => Promise<void>,
): Promise<number> => {
  const find = sort === 'outbound-messages' ? findOutboundMessages : findWebhookMessages
  let handed = 0
  while (await isThere(db, (sql) => sql`${find(sql)} limit 1`)) {
    const taken = await write(db, { kind: 'delivery.queued', request: sort }, async ({ sql }) => {
      // The commit does not wait for the disk: if a crash loses the commit, the messages are only given to the queue a
      // second time.
      await sql`set local synchronous_commit = off`
      const messages = await handedRows(sql`${find(sql)} order by m.due_at limit ${batch} for update of m skip locked`)
      if (messages.length === 0) return 0
      await hand(messages)
      const table = sort === 'outbound-messages' ? sql`app.outbound_messages` : sql`app.webhook_messages`
      const ids = messages.map(({ id }) => id)
      await sql`update ${table} set queued_at = clock_timestamp() where id = any (${ids}::text[]::uuid[])`
      return messages.length
    })
    handed += taken
    if (taken < batch) break
  }
  return handed
}

/** The condition for messages that the queue never got, or got but did not send in time. */
const open = (sql: SlotSql) => sql`(
  (m.state in ('waiting', 'failed') and m.queued_at is null)
  or (m.state in ('waiting', 'failed') and m.due_at < app.now() - make_interval(secs => ${lostAfter})
    and m.queued_at < clock_timestamp() - make_interval(secs => ${lostAfter}))
  or (m.state = 'sending' and m.held_until < clock_timestamp()
    and coalesce(m.queued_at < clock_timestamp() - make_interval(secs => ${lostAfter}), true)))`

const jobId = (sql: SlotSql) => sql`
  m.id::text || '-' || m.tries_before || case m.state when 'sending' then '-' || m.tries else '' end`

const findOutboundMessages = (sql: SlotSql) => sql`
  select m.id, m.channel, m.tries - m.tries_before as made, ${jobId(sql)} as "jobId" from app.outbound_messages m where ${open(sql)}`

/**
 * Selects messages to webhooks. Messages to a paused webhook do not count as overdue, because their jobs wait for the
 * end of the pause.
 */
const findWebhookMessages = (sql: SlotSql) => sql`
  select m.id, 'webhook' as channel, m.tries - m.tries_before as made, ${jobId(sql)} as "jobId"
    from app.webhook_messages m join app.webhooks w on w.id = m.webhook_id
   where ${open(sql)} and (m.queued_at is null or w.paused_until is null or w.paused_until < app.now() - make_interval(secs => ${lostAfter}))`
