import { lastTry, pauseAfter } from '@palermo/shared/notices/policy.ts'
import { v7 } from 'uuid'
import { asJob, type Db, type Tx } from '../actor.ts'
import { isThere } from '../outbox.ts'

/** One letter, held by this process until it says how it went: no other sends it meanwhile. */
export interface Letter {
  id: string
  email: string
  locale: string
  /** How many notices it announces. */
  notices: number
  /** Counts from 1. Tells whether a late word is about this try or an earlier one. */
  tries: number
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
    returning l.id, p.email, p.locale, l.notices, l.tries`
  return letter
}

const takeNew = async (tx: Tx): Promise<Letter | 'dropped' | undefined> => {
  const { sql } = tx
  // One process at a time makes letters for one person.
  const [waiting] = await sql<{ person_id: string; email: string; locale: string; gone: boolean }[]>`
    select p.id as person_id, p.email, p.locale, p.disabled_at is not null as gone from (
        select distinct person_id from (select person_id from app.deliveries
          where letter_id is null and dropped_at is null and due_at <= app.now() order by due_at limit 200) soonest
      ) w join app.people p on p.id = w.person_id
     where pg_try_advisory_xact_lock(hashtextextended(w.person_id::text, 0)) limit 1`
  if (!waiting) return undefined
  const dropped = await sql`
    update app.deliveries d set dropped_at = app.now()
      from app.notices n
     where d.person_id = ${waiting.person_id} and d.letter_id is null and d.dropped_at is null and n.id = d.notice_id
       and (n.read_at is not null or ${waiting.gone})`
  const unread = await sql<{ id: string; due: boolean }[]>`
    select id, due_at <= app.now() as due from app.deliveries
     where person_id = ${waiting.person_id} and letter_id is null and dropped_at is null for update`
  if (!unread.some(({ due }) => due)) return dropped.count > 0 ? 'dropped' : undefined
  const id = v7()
  await sql`insert into app.letters (id, person_id, channel, notices, state, held_until) values (${id}, ${waiting.person_id}, 'email',
    ${unread.length}, 'sending', clock_timestamp() + make_interval(secs => ${holdSeconds}))`
  await sql`update app.deliveries set letter_id = ${id} where id = any (${unread.map((row) => row.id)}::text[]::uuid[])`
  return { id, email: waiting.email, locale: waiting.locale, notices: unread.length, tries: 1 }
}

/** The mail server has it. A word about an earlier try of a letter that another process took over changes nothing. */
export const letterSent = (db: Db, letter: Letter): Promise<void> =>
  asJob(db, { kind: 'letter.sent', request: letter.id }, async ({ sql }) => {
    await sql`update app.letters set state = 'sent', held_until = null, error = null
      where id = ${letter.id} and state = 'sending' and tries = ${letter.tries}`
  })

/**
 * It did not go: tried again after a pause, or given up.
 * @param error a code of the conversation (`550`, `ETIMEDOUT`), never its words, which may hold an address
 * @param forever the mail server will never take it
 */
export const letterFailed = (db: Db, letter: Letter, error: string, forever: boolean): Promise<'failed' | 'dead'> => {
  const state = forever || letter.tries >= lastTry ? 'dead' : 'failed'
  return asJob(db, { kind: `letter.${state}`, request: letter.id }, async ({ sql }) => {
    await sql`update app.letters set state = ${state}, held_until = null, error = ${error},
        due_at = app.now() + make_interval(secs => ${pauseAfter(letter.tries) / 1000})
      where id = ${letter.id} and state = 'sending' and tries = ${letter.tries}`
    return state
  })
}
