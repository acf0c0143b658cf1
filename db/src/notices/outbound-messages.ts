import { type OutwardChannel, outwardChannels } from '@palermo/shared/notices/choices.ts'
import { lastTryOf, pauseAfter } from '@palermo/shared/notices/policy.ts'
import { z } from 'zod'
import { type Db, type Tx, write } from '../actor.ts'
import { isThere } from '../outbox.ts'
import { document, number, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { makeOutboundMessage, type TextCaps } from './make-outbound-message.ts'
import { outboundMessages } from './table.ts'

/** Seconds for which a process holds a message that it sends. Afterwards another process may take the message. */
export const holdSeconds = 60

/**
 * One message to send. The calling process holds the message until the result is recorded, so that no other process
 * sends it too.
 */
export type OutboundMessage = RowRead<typeof messageRows>

/** A subscribed browser, as its push service describes it (RFC 8030, RFC 8291). */
const Browser = z.object({ id: z.string(), endpoint: z.string(), p256dh: z.string(), auth: z.string() })
export type Browser = z.infer<typeof Browser>

const messageRows = rowsOf({
  id: outboundMessages.id,
  channel: outboundMessages.channel,
  email: text,
  /** The telephone number in the format E.164, only for text messages. */
  phone: orNull(text),
  /** The subscribed browser, only for push messages; null after the subscription has ended. */
  browser: orNull(document(Browser)),
  locale: text,
  kind: outboundMessages.kind,
  manner: outboundMessages.manner,
  /** The number of notifications that the message announces; zero if the message is about the account. */
  notices: outboundMessages.notices,
  /** The references of cases with unread notifications, only in the daily digest. */
  codes: outboundMessages.codes,
  /**
   * The number of the reader's deadlines that end today (`dueToday`) and that are past (`late`), only in the daily
   * digest; null in other messages.
   */
  dueToday: outboundMessages.dueToday,
  late: outboundMessages.late,
  /** The number of the attempt, from 1. It shows whether a result that arrives late belongs to an earlier attempt. */
  tries: outboundMessages.tries,
  /** The number of attempts that were made before an administrator retried the message. */
  triesBefore: outboundMessages.triesBefore,
})

/** The channels that are available, and the daily maximum of text messages. */
export interface Ready {
  channels: readonly OutwardChannel[]
  texts: TextCaps
}
export const everything: Ready = { channels: outwardChannels, texts: { perPerson: 10, perDay: 500 } }

/**
 * Writes messages for all due deliveries, combined by person and channel; the queue's jobs send them. Notifications
 * that were already read in the app are left out.
 * @param stopping asked before each message whether to stop
 */
export const writeOutboundMessages = async (db: Db, ready: Ready, stopping: () => boolean): Promise<void> => {
  if (await isThere(db, (sql) => sql`select from app.outbound_messages where ${unclear(sql)} limit 1`))
    await write(db, { kind: 'outbound-message.unclear', request: 'outbound-messages' }, giveUpUnclear)
  while (!stopping() && (await isDue(db, ready.channels))) {
    const made = await write(db, { kind: 'outbound-message.written', request: 'outbound-messages' }, (tx) =>
      makeNext(tx, ready),
    )
    if (made === undefined) return
  }
}

const isDue = (db: Db, channels: readonly OutwardChannel[]) =>
  isThere(
    db,
    (sql) => sql`
      select from app.deliveries where outbound_message_id is null and dropped_at is null and due_at <= app.now() and channel = any (${[...channels]}) limit 1`,
  )

const makeNext = async (tx: Tx, { channels, texts }: Ready): Promise<string | undefined> => {
  for (const channel of channels) {
    const made = await makeOutboundMessage(tx, channel, texts)
    if (made !== undefined) return made
  }
  return undefined
}

/**
 * Takes the next due message. If no message is due but a delivery is, writes a message first. Used to send messages
 * while the queue does not answer.
 */
export const takeOutboundMessage = async (db: Db, ready: Ready = everything): Promise<OutboundMessage | undefined> => {
  const ours = [...ready.channels]
  // Checked before the transaction begins, because each transaction of a job writes a line to the access log.
  const due = await isThere(
    db,
    (sql) => sql`
      (select from app.outbound_messages where state in ('waiting', 'failed') and due_at <= app.now() and channel = any (${ours}) limit 1)
      union all (select from app.outbound_messages where state = 'sending' and held_until < clock_timestamp() limit 1)`,
  )
  if (!due && !(await isDue(db, ready.channels))) return undefined
  for (;;) {
    const taken = await write(db, { kind: 'outbound-message.taken', request: 'outbound-messages' }, async (tx) => {
      await giveUpUnclear(tx)
      const written = await takeNext(tx, ours)
      if (written) return written
      if ((await makeNext(tx, ready)) === undefined) return undefined
      return (await takeNext(tx, ours)) ?? 'none-left'
    })
    if (taken !== 'none-left') return taken
  }
}

/**
 * Claims one message for the queue's job that sends it. A job must wait if another job sends the message now or the
 * message is not due yet; it has nothing to do if the message was already sent.
 */
export const claimOutboundMessage = (db: Db, id: string): Promise<Claim<OutboundMessage>> =>
  write(db, { kind: 'outbound-message.taken', request: id }, async (tx) => {
    await giveUpUnclear(tx)
    const { sql } = tx
    const [message] = await messageRows(sql`
      update app.outbound_messages l set state = 'sending', tries = l.tries + 1, held_until = clock_timestamp() + make_interval(secs => ${holdSeconds}), queued_at = null
        from app.people p
       where l.id = ${id} and p.id = l.person_id
         and ((l.state in ('waiting', 'failed') and l.due_at <= app.now()) or (l.state = 'sending' and l.held_until < clock_timestamp()))
      returning ${messageColumns(sql)}`)
    if (message) return { message }
    const [later] = await waitRows(sql`
      select greatest(ceil(extract(epoch from (case state when 'sending' then held_until - clock_timestamp() else due_at - app.now() end)) * 1000), 1)::float8 as "waitMs"
        from app.outbound_messages where id = ${id} and state in ('waiting', 'failed', 'sending')`)
    return later ?? 'done'
  })

/** Milliseconds for which a job must wait, because another process holds its message or the message is not due yet. */
export const waitRows = rowsOf({ waitMs: number })

/** The message to send, or the milliseconds to wait for the message, or `done` if nothing is left to do. */
export type Claim<Message> = { message: Message } | { waitMs: number } | 'done'

const unclear = (sql: SlotSql) => sql`channel = 'sms' and state = 'sending' and held_until < clock_timestamp()`

/**
 * Gives up text messages whose sending process died: such a message may have been sent, and sending it twice costs
 * money.
 */
const giveUpUnclear = async ({ sql }: Tx): Promise<void> => {
  await sql`update app.outbound_messages set state = 'dead', error = 'UNCLEAR', held_until = null where ${unclear(sql)}`
}

const takeNext = async ({ sql }: Tx, channels: string[]): Promise<OutboundMessage | undefined> => {
  const [message] = await messageRows(sql`
    with open as (
      select id from app.outbound_messages where state in ('waiting', 'failed') and due_at <= app.now() and channel = any (${channels})
       order by due_at, id limit 1 for update skip locked
    ), left_behind as (
      select id from app.outbound_messages where state = 'sending' and held_until < clock_timestamp() order by held_until limit 1 for update skip locked
    )
    update app.outbound_messages l set state = 'sending', tries = l.tries + 1, held_until = clock_timestamp() + make_interval(secs => ${holdSeconds}), queued_at = null
      from app.people p
     where l.id = coalesce((select id from open), (select id from left_behind)) and p.id = l.person_id
    returning ${messageColumns(sql)}`)
  return message
}

const messageColumns = (sql: SlotSql) => sql`
  l.id, l.channel, p.email, case when l.channel = 'sms' then p.phone end as phone,
  (select jsonb_build_object('id', b.id, 'endpoint', b.endpoint, 'p256dh', b.p256dh, 'auth', b.auth)
     from app.push_subscriptions b where b.id = l.subscription_id) as browser,
  p.locale, l.kind, l.manner, l.notices, l.codes, l.due_today as "dueToday", l.late, l.tries, l.tries_before as "triesBefore"`

/**
 * Records that the receiving server accepted the message. The call has no effect if another process has taken the
 * message since.
 */
export const noteSent = (db: Db, message: OutboundMessage): Promise<void> =>
  write(db, { kind: 'outbound-message.sent', request: message.id }, async ({ sql }) => {
    await sql`update app.outbound_messages set state = 'sent', held_until = null, error = null
      where id = ${message.id} and state = 'sending' and tries = ${message.tries}`
  })

/** Records that the notifications in the message no longer need to be announced. */
export const noteNotNeeded = (db: Db, message: OutboundMessage): Promise<void> =>
  write(db, { kind: 'outbound-message.not-needed', request: message.id }, async ({ sql }) => {
    await sql`update app.outbound_messages set state = 'not-needed', held_until = null, error = null
      where id = ${message.id} and state = 'sending' and tries = ${message.tries}`
  })

/**
 * Records a failed attempt. The message is retried after a pause, or given up.
 * @param error a code of the conversation (`550`, `ETIMEDOUT`), never its text, which may contain an address
 * @param forever whether to give up at once, because the receiving server will never accept the message, or because a
 * text message may have been sent
 */
export const noteFailed = (
  db: Db,
  message: OutboundMessage,
  error: string,
  forever: boolean,
): Promise<'failed' | 'dead'> => {
  const tries = message.tries - message.triesBefore
  const state = forever || tries >= lastTryOf(message.channel) ? 'dead' : 'failed'
  return write(db, { kind: `outbound-message.${state}`, request: message.id }, async ({ sql }) => {
    await sql`update app.outbound_messages set state = ${state}, held_until = null, error = ${error},
        due_at = app.now() + make_interval(secs => ${pauseAfter(tries) / 1000}), queued_at = clock_timestamp()
      where id = ${message.id} and state = 'sending' and tries = ${message.tries}`
    return state
  })
}
