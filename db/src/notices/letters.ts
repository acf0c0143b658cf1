import type { LetterKind } from '@palermo/shared/notices/contract.ts'
import type { Manner } from '@palermo/shared/notices/leaving.ts'
import { lastTry, pauseAfter } from '@palermo/shared/notices/policy.ts'
import { v7 } from 'uuid'
import { asJob, type Db, type Tx } from '../actor.ts'
import { isThere } from '../outbox.ts'
import type { SlotSql } from '../slots.ts'

/** One letter, held by this process until it says how it went: no other sends it meanwhile. */
export interface Letter {
  id: string
  email: string
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

/** Seconds that one process may take to send one letter; afterwards another takes it for dead. */
export const holdSeconds = 60

/**
 * Takes the next letter that is due: one whose last try failed or whose sender died, else everything that waits for one
 * person, made into one letter. What was read in the app meanwhile needs none.
 */
export const takeLetter = async (db: Db): Promise<Letter | undefined> => {
  // One look at what may be due costs nothing; a job leaves a line in the log.
  const due = await isThere(
    db,
    (sql) => sql`
      (select from app.letters where state = 'failed' and due_at <= app.now() limit 1)
      union all (select from app.letters where state = 'sending' and held_until < clock_timestamp() limit 1)
      union all (select from app.deliveries where letter_id is null and dropped_at is null and due_at <= app.now() limit 1)`,
  )
  if (!due) return undefined
  for (;;) {
    const taken = await asJob(
      db,
      { kind: 'letter.taken', request: 'letters' },
      async (tx) => (await takeAgain(tx)) ?? takeNew(tx),
    )
    if (taken !== 'dropped') return taken
  }
}

const takeAgain = async ({ sql }: Tx): Promise<Letter | undefined> => {
  const [letter] = await sql<Letter[]>`
    with failed as (
      select id from app.letters where state = 'failed' and due_at <= app.now() order by due_at limit 1 for update skip locked
    ), left_behind as (
      select id from app.letters where state = 'sending' and held_until < clock_timestamp() order by held_until limit 1 for update skip locked
    )
    update app.letters l set state = 'sending', tries = l.tries + 1, held_until = clock_timestamp() + make_interval(secs => ${holdSeconds})
      from app.people p
     where l.id = coalesce((select id from failed), (select id from left_behind)) and p.id = l.person_id
    returning ${letterOf(sql)}`
  return letter
}

const letterOf = (sql: SlotSql) =>
  sql`l.id, p.email, p.locale, l.kind, l.manner, l.notices, l.codes, l.due_today as "dueToday", l.late, l.tries, l.tries_before as "triesBefore"`

interface Waiting {
  personId: string
  isGone: boolean
}

const takeNew = async (tx: Tx): Promise<Letter | 'dropped' | undefined> => {
  const { sql } = tx
  // One process at a time makes letters for one person.
  const [waiting] = await sql<Waiting[]>`
    select p.id as "personId", p.disabled_at is not null as "isGone" from (
        select distinct person_id from (select person_id from app.deliveries
          where letter_id is null and dropped_at is null and due_at <= app.now() order by due_at limit 200) soonest
      ) w join app.people p on p.id = w.person_id
     where pg_try_advisory_xact_lock(hashtextextended(w.person_id::text, 0)) limit 1`
  if (!waiting) return undefined
  const dropped = await drop(tx, waiting)
  const unread = await sql<{ id: string; due: boolean; manner: Manner }[]>`
    select id, due_at <= app.now() as due, manner from app.deliveries
     where person_id = ${waiting.personId} and letter_id is null and dropped_at is null for update`
  const due = unread.filter((one) => one.due)
  if (due.length === 0) return dropped > 0 ? 'dropped' : undefined
  // The digest takes everything along. A letter that rings takes what would ring as well, and leaves the digest its own.
  const manner = due.some((one) => one.manner === 'digest') ? 'digest' : 'at-once'
  const taken = unread.filter((one) => manner === 'digest' || one.manner === 'at-once').map(({ id }) => id)
  return make(tx, waiting.personId, manner, taken)
}

/** What was read in the app meanwhile need not be announced, nor anything to somebody who has left. */
const drop = async ({ sql }: Tx, { personId, isGone }: Waiting): Promise<number> => {
  const dropped = await sql`
    update app.deliveries d set dropped_at = app.now()
      from app.notices n
     where d.person_id = ${personId} and d.letter_id is null and d.dropped_at is null and n.id = d.notice_id
       and ((n.read_at is not null and not n.muted) or ${isGone})`
  return dropped.count
}

const make = async ({ sql }: Tx, personId: string, manner: Manner, taken: readonly string[]): Promise<Letter> => {
  const id = v7()
  const digest = manner === 'digest'
  const [letter] = await sql<Letter[]>`
    with l as (
      insert into app.letters (id, person_id, channel, kind, manner, notices, state, held_until, codes, due_today, late)
      select ${id}, p.id, 'email', 'notices', ${manner}, ${taken.length}, 'sending', clock_timestamp() + make_interval(secs => ${holdSeconds}),
          case when ${digest} then ${codesOf(sql, taken)} else '{}' end, case when ${digest} then own.today end, case when ${digest} then own.late end
        from app.people p, lateral (
          select count(*) filter (where d.due_at <= app.now()) as late,
              count(*) filter (where d.due_at > app.now() and (d.due_at at time zone p.zone)::date = (app.now() at time zone p.zone)::date) as today
            from app.deadlines d where d.owes_agency_id = p.agency_id and d.owes_person_id = p.id and d.closed_at is null
              and d.due_at < app.now() + interval '2 days') own
       where p.id = ${personId}
      returning id, person_id, kind, manner, notices, codes, due_today, late, tries, tries_before)
    select ${letterOf(sql)} from l join app.people p on p.id = l.person_id`
  await sql`update app.deliveries set letter_id = ${id} where id = any (${[...taken]}::text[]::uuid[])`
  if (!letter) throw new Error('a letter was made for nobody')
  return letter
}

/** Of which cases these tell; of none that the reader is barred from meanwhile. */
const codesOf = (sql: SlotSql, deliveries: readonly string[]) => sql`
  array(select distinct n.case_reference from app.deliveries d join app.notices n on n.id = d.notice_id
    where d.id = any (${[...deliveries]}::text[]::uuid[]) and n.case_reference is not null
      and not exists (select from app.case_bars b where b.person_id = n.person_id and b.case_id = n.case_id)
    order by n.case_reference)`

/** The mail server has it. A word about an earlier try of a letter that another process took over changes nothing. */
export const letterSent = (db: Db, letter: Letter): Promise<void> =>
  asJob(db, { kind: 'letter.sent', request: letter.id }, async ({ sql }) => {
    await sql`update app.letters set state = 'sent', held_until = null, error = null
      where id = ${letter.id} and state = 'sending' and tries = ${letter.tries}`
  })

/** What it would have said no longer holds. */
export const letterNotNeeded = (db: Db, letter: Letter): Promise<void> =>
  asJob(db, { kind: 'letter.not-needed', request: letter.id }, async ({ sql }) => {
    await sql`update app.letters set state = 'not-needed', held_until = null, error = null
      where id = ${letter.id} and state = 'sending' and tries = ${letter.tries}`
  })

/**
 * It did not go: tried again after a pause, or given up.
 * @param error a code of the conversation (`550`, `ETIMEDOUT`), never its words, which may hold an address
 * @param forever the mail server will never take it
 */
export const letterFailed = (db: Db, letter: Letter, error: string, forever: boolean): Promise<'failed' | 'dead'> => {
  const tries = letter.tries - letter.triesBefore
  const state = forever || tries >= lastTry ? 'dead' : 'failed'
  return asJob(db, { kind: `letter.${state}`, request: letter.id }, async ({ sql }) => {
    await sql`update app.letters set state = ${state}, held_until = null, error = ${error},
        due_at = app.now() + make_interval(secs => ${pauseAfter(tries) / 1000})
      where id = ${letter.id} and state = 'sending' and tries = ${letter.tries}`
    return state
  })
}
