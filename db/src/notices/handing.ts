import { outwardChannels } from '@palermo/shared/notices/choices.ts'
import { asJob, type Db } from '../actor.ts'
import { isThere } from '../outbox.ts'
import { number, oneOf, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'

/** One message for the queue: its id, and what its job needs to know before it has read the row. */
export type Handed = RowRead<typeof handedRows>
const handedRows = rowsOf({
  id: text,
  channel: oneOf([...outwardChannels, 'webhook']),
  /** Tries that count already. */
  made: number,
  /**
   * The same for as long as one job has the message. Another after its sender died, because the queue may not know yet that the first
   * job is lost, and after an administrator retried the message.
   */
  jobId: text,
})

const batch = 200

/** Seconds after which a due message that was not sent is handed on again, because the queue was wiped or gave up. */
const lostAfter = 30

/**
 * Hands messages to the queue, and marks them in the same transaction: those that were never handed on, and those that
 * should have been sent by now and were not. A queue that still has the job of a message will not take it twice.
 * @param hand must only resolve once the queue has them
 * @returns how many
 */
export const handToQueue = async (
  db: Db,
  sort: 'letters' | 'webhooks',
  hand: (messages: readonly Handed[]) => Promise<void>,
): Promise<number> => {
  const find = sort === 'letters' ? findLetters : findWebhookMessages
  let handed = 0
  while (await isThere(db, (sql) => sql`${find(sql)} limit 1`)) {
    const taken = await asJob(db, { kind: 'delivery.queued', request: sort }, async ({ sql }) => {
      // Does not wait for the disk: if a crash loses this transaction, the message is only handed on again.
      await sql`set local synchronous_commit = off`
      const messages = await handedRows(sql`${find(sql)} order by m.due_at limit ${batch} for update of m skip locked`)
      if (messages.length === 0) return 0
      await hand(messages)
      const table = sort === 'letters' ? sql`app.letters` : sql`app.webhook_messages`
      const ids = messages.map(({ id }) => id)
      await sql`update ${table} set queued_at = clock_timestamp() where id = any (${ids}::text[]::uuid[])`
      return messages.length
    })
    handed += taken
    if (taken < batch) break
  }
  return handed
}

/** Never handed on, or handed on and overdue. */
const open = (sql: SlotSql) => sql`(
  (m.state in ('waiting', 'failed') and m.queued_at is null)
  or (m.state in ('waiting', 'failed') and m.due_at < app.now() - make_interval(secs => ${lostAfter})
    and m.queued_at < clock_timestamp() - make_interval(secs => ${lostAfter}))
  or (m.state = 'sending' and m.held_until < clock_timestamp()
    and coalesce(m.queued_at < clock_timestamp() - make_interval(secs => ${lostAfter}), true)))`

const jobId = (sql: SlotSql) => sql`
  m.id::text || '-' || m.tries_before || case m.state when 'sending' then '-' || m.tries else '' end`

const findLetters = (sql: SlotSql) => sql`
  select m.id, m.channel, m.tries - m.tries_before as made, ${jobId(sql)} as "jobId" from app.letters m where ${open(sql)}`

/** While a webhook is paused its messages count as handed on, because their jobs wait for the end of the pause. */
const findWebhookMessages = (sql: SlotSql) => sql`
  select m.id, 'webhook' as channel, m.tries - m.tries_before as made, ${jobId(sql)} as "jobId"
    from app.webhook_messages m join app.webhooks w on w.id = m.webhook_id
   where ${open(sql)} and (m.queued_at is null or w.paused_until is null or w.paused_until < app.now() - make_interval(secs => ${lostAfter}))`
