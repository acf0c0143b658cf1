import type { OutwardChannel } from '@palermo/shared/notices/choices.ts'
import type { Manner } from '@palermo/shared/notices/leaving.ts'
import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Tx } from '../actor.ts'
import { prepared } from '../prepared.ts'
import { flag, number, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { deliveries, pushSubscriptions } from './table.ts'

/** The maximum number of text messages a day: for one person, and for all persons together. */
export interface TextCaps {
  perPerson: number
  perDay: number
}

/**
 * A person with due deliveries. `isGone`: the person's account is disabled, or the person no longer uses this channel.
 */
const waitingRows = rowsOf({ personId: text, isGone: flag })
type Waiting = RowRead<typeof waitingRows>
const unreadRows = rowsOf({ id: deliveries.id, due: flag, manner: deliveries.manner })
const sentRows = rowsOf({ theirs: number, all: number })
const browsersOf = prepared((build, { personId }: { personId: string }) =>
  build
    .select({ id: pushSubscriptions.id })
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.personId, personId))
    .orderBy(pushSubscriptions.id),
)

/**
 * Combines the due deliveries of one person on one channel into one message, which a job of the queue sends.
 * @returns the id of the message; `dropped` if no delivery was still needed; undefined if nothing is due
 */
export const makeOutboundMessage = async (
  tx: Tx,
  channel: OutwardChannel,
  texts: TextCaps,
): Promise<string | 'dropped' | undefined> => {
  const { sql } = tx
  // Locks the person's deliveries, so that only one process at a time writes messages for a person.
  const [waiting] = await waitingRows(sql`
    select p.id as "personId", p.disabled_at is not null or (${channel} = 'sms' and p.phone is null)
        or (${channel} = 'push' and not exists (select from app.push_subscriptions b where b.person_id = p.id)) as "isGone" from (
        select distinct person_id from (select person_id from app.deliveries
          where channel = ${channel} and outbound_message_id is null and dropped_at is null and due_at <= app.now() order by due_at limit 200) soonest
      ) w join app.people p on p.id = w.person_id
     where app.take_turn('outbound-message ' || w.person_id::text || ${channel}) limit 1`)
  if (!waiting) return undefined
  const dropped = await drop(tx, channel, waiting)
  const unread = await unreadRows(sql`
    select id, due_at <= app.now() as due, manner from app.deliveries
     where person_id = ${waiting.personId} and channel = ${channel} and outbound_message_id is null and dropped_at is null for update`)
  const due = unread.filter((one) => one.due)
  if (due.length === 0) return dropped > 0 ? 'dropped' : undefined
  // A digest includes all due deliveries. A message that is sent at once includes the other urgent deliveries; the
  // remaining deliveries wait for the digest.
  const manner = due.some((one) => one.manner === 'digest') ? 'digest' : 'at-once'
  const taken = unread.filter((one) => manner === 'digest' || one.manner === 'at-once').map(({ id }) => id)
  if (channel === 'push') return makePushes(tx, waiting.personId, taken)
  const tooMany = channel === 'sms' && (await isTooMany(tx, waiting.personId, texts))
  const id = await make(tx, { personId: waiting.personId, channel, manner, taken, tooMany })
  return tooMany ? 'dropped' : id
}

/**
 * Drops deliveries whose notification was read or settled before they were sent, and all deliveries to a person whose
 * account is disabled or who no longer uses the channel.
 */
const drop = async ({ sql }: Tx, channel: OutwardChannel, { personId, isGone }: Waiting): Promise<number> => {
  const dropped = await sql`
    update app.deliveries d set dropped_at = app.now()
      from app.notices n
     where d.person_id = ${personId} and d.channel = ${channel} and d.outbound_message_id is null and d.dropped_at is null and n.id = d.notice_id
       and ((n.read_at is not null and not n.muted) or app.notice_is_over(n) or ${isGone})`
  return dropped.count
}

/**
 * Whether the maximum number of text messages of the day is reached, for this person or for all persons together.
 * Messages that were not sent do not count.
 */
const isTooMany = async ({ sql }: Tx, personId: string, { perPerson, perDay }: TextCaps): Promise<boolean> => {
  // Only one process at a time counts, since two processes could otherwise both send the last message. The lock needs a
  // statement of its own, because a statement does not see rows that others commit while it waits.
  await sql`select app.wait_for_turn('texts')`
  const [sent] = await sentRows(sql`
    select count(*) filter (where l.person_id = ${personId})::int as theirs, count(*)::int as all
      from app.outbound_messages l where l.channel = 'sms' and l.at > app.now() - interval '1 day' and l.state <> 'not-needed'`)
  return (sent?.theirs ?? 0) >= perPerson || (sent?.all ?? 0) >= perDay
}

interface Making {
  personId: string
  channel: OutwardChannel
  manner: Manner
  taken: readonly string[]
  tooMany: boolean
}

const make = async ({ sql }: Tx, { personId, channel, manner, taken, tooMany }: Making): Promise<string> => {
  const id = v7()
  const digest = manner === 'digest'
  await sql`
    insert into app.outbound_messages (id, person_id, channel, kind, manner, notices, state, error, codes, due_today, late)
    select ${id}, p.id, ${channel}, 'notices', ${manner}, ${taken.length}, case when ${tooMany} then 'not-needed' else 'waiting' end,
        case when ${tooMany} then 'CAP' end,
        case when ${digest} then ${codesOf(sql, taken)} else '{}' end, case when ${digest} then own.today end, case when ${digest} then own.late end
      from app.people p, lateral (
        select count(*) filter (where d.due_at <= app.now()) as late,
            count(*) filter (where d.due_at > app.now() and (d.due_at at time zone p.zone)::date = (app.now() at time zone p.zone)::date) as today
          from app.deadlines d where d.owes_agency_id = p.agency_id and d.owes_person_id = p.id and d.closed_at is null
            and d.due_at < app.now() + interval '2 days') own
     where p.id = ${personId}`
  await announce(sql, id, taken)
  return id
}

/** Writes one message for each subscribed browser of the person, each with its own attempts. */
const makePushes = async ({ sql }: Tx, personId: string, taken: readonly string[]): Promise<string | 'dropped'> => {
  const browsers = await browsersOf(sql, { personId })
  const messages = browsers.map((browser) => ({ id: v7(), browser: browser.id }))
  const [first] = messages
  if (!first) return 'dropped'
  await sql`
    insert into app.outbound_messages (id, person_id, channel, kind, manner, notices, state, subscription_id)
    select l.id, ${personId}, 'push', 'notices', 'at-once', ${taken.length}, 'waiting', l.browser
      from jsonb_to_recordset(${sql.json(messages)}) as l(id uuid, browser uuid)`
  await announce(sql, first.id, taken)
  return first.id
}

const announce = (sql: SlotSql, messageId: string, taken: readonly string[]) =>
  sql`update app.deliveries set outbound_message_id = ${messageId} where id = any (${[...taken]}::text[]::uuid[])`

/** Selects the references of the notifications' cases, without cases from which the reader has been barred since. */
const codesOf = (sql: SlotSql, deliveries: readonly string[]) => sql`
  array(select distinct n.case_reference from app.deliveries d join app.notices n on n.id = d.notice_id
    where d.id = any (${[...deliveries]}::text[]::uuid[]) and n.case_reference is not null
      and not exists (select from app.case_bars b where b.person_id = n.person_id and b.case_id = n.case_id)
    order by n.case_reference)`
