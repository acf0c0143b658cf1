import type { Address } from '@palermo/shared/notices/recipients.ts'
import { type Db, type Tx, write } from './actor.ts'
import { asJson } from './json.ts'
import { number, rowsOf, text } from './readers.ts'
import { onSlot } from './screen.ts'
import type { SlotSql } from './slots.ts'

/** The contents of one outbox row: ids and codes without free text. */
export interface Message {
  subjectKind: string
  subjectId: string
  caseId: string | null
  caseReference: string | null
  /** The agency that acted; null for an alarm of a deadline. */
  fromAgencyId: string | null
  actorId: string | null
  to: Address[]
  at: string
  /** For an alarm: the id of the deadline, which must still run when the notifications are written. */
  deadlineId?: string
  /** Whether the notification tells that the deadline has ended. */
  ended?: boolean
  /**
   * In a notification to task-force leads about an agency: whether one of its late deadlines is statutory or for
   * safety.
   */
  urgent?: boolean
  /** In a notification to task-force leads about an agency: whether the limit of a late deadline is a day or less. */
  short?: boolean
}

/** Gives ids of outbox rows to the queue. Must resolve only after the queue has the ids. */
export type Hand = (ids: readonly string[]) => Promise<void>

const batch = 500
const idRows = rowsOf({ id: text })
const backlogRows = rowsOf({ waiting: number, oldest: number })

/**
 * Gives committed rows to the queue, oldest first, and marks them in the same transaction. After a crash between these
 * two steps the rows are given again, and the queue recognises their ids. Relays that run at the same time take
 * different rows.
 * @returns the number of rows; `isFull` tells whether there may be more
 */
export const relay = async (db: Db, hand: Hand): Promise<number> => {
  if (!(await isThere(db, (sql) => sql`select from app.outbox where sent_at is null limit 1`))) return 0
  return write(db, { kind: 'outbox.relayed', request: 'relay' }, async (tx) => {
    // The commit does not wait for the disk: if a crash loses the mark, the rows are only given to the queue a second
    // time.
    await tx.sql`set local synchronous_commit = off`
    const rows = await idRows(tx.sql`
      select id::text from app.outbox where sent_at is null and queue = 'notices' order by id limit ${batch} for update skip locked`)
    return handOn(tx, hand, rows)
  })
}

/**
 * Gives rows to the queue again that the queue got at least `seconds` ago and that still have no effect, because the
 * queue may have lost them. The queue ignores rows that it still has.
 */
export const recover = async (db: Db, hand: Hand, seconds: number): Promise<number> => {
  const lost = (sql: SlotSql) =>
    sql`sent_at < clock_timestamp() - make_interval(secs => ${seconds}) and done_at is null`
  if (!(await isThere(db, (sql) => sql`select from app.outbox where ${lost(sql)} limit 1`))) return 0
  return write(db, { kind: 'outbox.recovered', request: 'recover' }, async (tx) => {
    const rows = await idRows(tx.sql`
      select id::text from app.outbox where ${lost(tx.sql)} and queue = 'notices' order by id limit ${batch} for update skip locked`)
    return handOn(tx, hand, rows)
  })
}

const handOn = async (tx: Tx, hand: Hand, rows: readonly { id: string }[]): Promise<number> => {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await hand(ids)
  await tx.sql`update app.outbox set sent_at = clock_timestamp() where id = any (${ids}::text[]::bigint[])`
  return ids.length
}

/**
 * Whether the query finds a row. The query runs every second, and therefore not as a job, which would write a line to
 * the access log each time.
 */
export const isThere = async (db: Db, query: (sql: SlotSql) => PromiseLike<readonly unknown[]>): Promise<boolean> =>
  (await onSlot(db, query)).length > 0

export const isFull = (taken: number): boolean => taken >= batch

/** Writes outbox rows about deadlines. The notifications of these rows are written after the commit. */
export const post = async (tx: Tx, messages: readonly { name: string; message: Message }[]): Promise<void> => {
  if (messages.length === 0) return
  tx.notified = true
  await tx.sql`insert into app.outbox (queue, name, payload) select 'notices', m.name, m.message
    from jsonb_to_recordset(${tx.sql.json(asJson(messages))}) as m(name text, message jsonb)`
}

export interface Backlog {
  /** The number of outbox rows whose notifications are not written yet. */
  waiting: number
  /** The age of the oldest of these rows, in seconds. */
  oldest: number
}

export const backlog = async (db: Db): Promise<Backlog> => {
  const [row] = await onSlot(db, (sql) =>
    backlogRows(sql`
      select count(*)::integer as waiting, coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as oldest from (
        select created_at from app.outbox where sent_at is null
        union all select created_at from app.outbox where sent_at is not null and done_at is null) undone`),
  )
  return row ?? { waiting: 0, oldest: 0 }
}
