import { type OutwardChannel, outwardChannels } from '@palermo/shared/notices/choices.ts'
import type { LetterKind } from '@palermo/shared/notices/contract.ts'
import type { Manner } from '@palermo/shared/notices/leaving.ts'
import { lastTryOf, pauseAfter } from '@palermo/shared/notices/policy.ts'
import { asJob, type Db, type Tx } from '../actor.ts'
import { isThere } from '../outbox.ts'
import type { SlotSql } from '../slots.ts'
import { holdSeconds, makeOutboundMessage, type TextCaps } from './make-outbound-message.ts'

/** One letter, held by this process until it says how it went: no other sends it meanwhile. */
export interface OutboundMessage {
  id: string
  channel: OutwardChannel
  email: string
  /** E.164; of a text message alone. */
  phone: string | null
  /** Of a push alone; null there once the browser is gone. */
  browser: Browser | null
  locale: string
  kind: LetterKind
  manner: Manner
  /** How many notices it announces; none where it is about the account. */
  notices: number
  /** Of the daily digest: the codes of the cases that something is told of. */
  codes: string[]
  /** Of the daily digest: how many of the reader's clocks end today, and how many have ended; null in any other letter. */
  dueToday: number | null
  late: number | null
  /** Counts from 1. Tells whether a late word is about this try or an earlier one. */
  tries: number
  /** Of those, how many before an administrator had it sent again. */
  triesBefore: number
}

/** A browser that its owner signed up, as its push service gave it (RFC 8030, RFC 8291). */
export interface Browser {
  id: string
  endpoint: string
  p256dh: string
  auth: string
}

/** What can leave now, and how many text messages a day may cost, for one person and in all. */
export interface Ready {
  channels: readonly OutwardChannel[]
  texts: TextCaps
}
export const everything: Ready = { channels: outwardChannels, texts: { perPerson: 10, perDay: 500 } }

/**
 * Takes the next letter that is due: one whose last try failed or whose sender died, else everything that waits for one
 * person on one way out, made into one message. What was read in the app meanwhile needs none. A text message whose sender
 * died is not sent again: it may have gone, and it costs.
 */
export const takeOutboundMessage = async (db: Db, ready: Ready = everything): Promise<OutboundMessage | undefined> => {
  const { channels } = ready
  const ours = [...channels]
  // One look at what may be due costs nothing; a job leaves a line in the log.
  const due = await isThere(
    db,
    (sql) => sql`
      (select from app.letters where state = 'failed' and due_at <= app.now() and channel = any (${ours}) limit 1)
      union all (select from app.letters where state = 'sending' and held_until < clock_timestamp() limit 1)
      union all (select from app.deliveries where letter_id is null and dropped_at is null and due_at <= app.now() and channel = any (${ours}) limit 1)`,
  )
  if (!due) return undefined
  for (;;) {
    const taken = await asJob(db, { kind: 'letter.taken', request: 'letters' }, async (tx) => {
      await giveUpUnclear(tx)
      const again = await takeAgain(tx, ours)
      if (again) return again
      for (const channel of channels) {
        const made = await makeOutboundMessage(tx, channel, ready.texts)
        if (made === 'dropped') return made
        if (made !== undefined) return heldMessage(tx, made)
      }
      return undefined
    })
    if (taken !== 'dropped') return taken
  }
}

const giveUpUnclear = ({ sql }: Tx) => sql`
  update app.letters set state = 'dead', error = 'UNCLEAR', held_until = null
    where channel = 'sms' and state = 'sending' and held_until < clock_timestamp()`

const takeAgain = async ({ sql }: Tx, channels: string[]): Promise<OutboundMessage | undefined> => {
  const [message] = await sql<OutboundMessage[]>`
    with failed as (
      select id from app.letters where state = 'failed' and due_at <= app.now() and channel = any (${channels})
       order by due_at limit 1 for update skip locked
    ), left_behind as (
      select id from app.letters where state = 'sending' and held_until < clock_timestamp() order by held_until limit 1 for update skip locked
    )
    update app.letters l set state = 'sending', tries = l.tries + 1, held_until = clock_timestamp() + make_interval(secs => ${holdSeconds})
      from app.people p
     where l.id = coalesce((select id from failed), (select id from left_behind)) and p.id = l.person_id
    returning ${letterOf(sql)}`
  return message
}

const heldMessage = async ({ sql }: Tx, id: string): Promise<OutboundMessage> => {
  const [message] = await sql<
    OutboundMessage[]
  >`select ${letterOf(sql)} from app.letters l join app.people p on p.id = l.person_id where l.id = ${id}`
  if (!message) throw new Error('a letter was made for nobody')
  return message
}

const letterOf = (sql: SlotSql) => sql`
  l.id, l.channel, p.email, case when l.channel = 'sms' then p.phone end as phone,
  (select jsonb_build_object('id', b.id, 'endpoint', b.endpoint, 'p256dh', b.p256dh, 'auth', b.auth)
     from app.push_subscriptions b where b.id = l.subscription_id) as browser,
  p.locale, l.kind, l.manner, l.notices, l.codes, l.due_today as "dueToday", l.late, l.tries, l.tries_before as "triesBefore"`

/** The other side has it. A word about an earlier try of a message that another process took over changes nothing. */
export const noteSent = (db: Db, message: OutboundMessage): Promise<void> =>
  asJob(db, { kind: 'letter.sent', request: message.id }, async ({ sql }) => {
    await sql`update app.letters set state = 'sent', held_until = null, error = null
      where id = ${message.id} and state = 'sending' and tries = ${message.tries}`
  })

/** What it would have said no longer holds. */
export const noteNotNeeded = (db: Db, message: OutboundMessage): Promise<void> =>
  asJob(db, { kind: 'letter.not-needed', request: message.id }, async ({ sql }) => {
    await sql`update app.letters set state = 'not-needed', held_until = null, error = null
      where id = ${message.id} and state = 'sending' and tries = ${message.tries}`
  })

/**
 * It did not go: tried again after a pause, or given up.
 * @param error a code of the conversation (`550`, `ETIMEDOUT`), never its words, which may hold an address
 * @param forever the other side will never take it, or a text message may have gone
 */
export const noteFailed = (
  db: Db,
  message: OutboundMessage,
  error: string,
  forever: boolean,
): Promise<'failed' | 'dead'> => {
  const tries = message.tries - message.triesBefore
  const state = forever || tries >= lastTryOf(message.channel) ? 'dead' : 'failed'
  return asJob(db, { kind: `letter.${state}`, request: message.id }, async ({ sql }) => {
    await sql`update app.letters set state = ${state}, held_until = null, error = ${error},
        due_at = app.now() + make_interval(secs => ${pauseAfter(tries) / 1000})
      where id = ${message.id} and state = 'sending' and tries = ${message.tries}`
    return state
  })
}
