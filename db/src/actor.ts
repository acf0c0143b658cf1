import type { Actor } from '@palermo/shared/actor.ts'
import type { Change } from '@palermo/shared/presence/contract.ts'
import type { Row } from 'postgres'
import { again, leavesConnectionGood, toProblem } from './faults.ts'
import type { Moved } from './moved.ts'
import type { Keyring } from './seal.ts'
import { type Slot, type SlotSql, type Slots, whileAlive } from './slots.ts'
import { type Channel, ownAct, wake } from './wake.ts'

/**
 * The context of one HTTP request: the secret of its session, taken from the token, and the fields for the access log.
 */
export interface RequestContext {
  secret: Uint8Array
  /** The name of the request in the access log (`referral.viewed`). */
  audit: string
  subjectKind?: string
  subjectId?: string
  request: string
}

/** A transaction on one connection, under an identity that the database has checked. */
export interface Tx {
  sql: SlotSql
  /** The time of the transaction, as the database states it. It is passed to pure functions, which read no clock. */
  now: string
  /** The id of the actor; absent in a job. */
  actorId?: string
  /** Whether this transaction wrote into the outbox; if so, the relay is woken after the commit. */
  notified?: boolean
  /** The records that this transaction changed and that open pages may show, each with its compartment. */
  moved?: readonly Moved[]
  /** Statements that were sent and not awaited; `awaitAtCommit` adds them. */
  awaitedAtCommit: PromiseLike<unknown>[]
}

export interface Db {
  slots: Slots
  /** Returns the keys that encrypt the payloads of a channel; undefined in a process without these keys. */
  hintRing?(channel: Channel): Keyring | undefined
}

type Pending = PromiseLike<Row[]> & { execute(): unknown }
export type Rows<P extends readonly Pending[]> = { [K in keyof P]: Awaited<P[K]> }

const proof = (sql: SlotSql, who: RequestContext, wait: boolean) =>
  sql<Row[]>`
    select person_id, agency_id, sector, function, app.now() as now from authz.begin(${Buffer.from(who.secret)}, ${who.audit},
      ${who.subjectKind ?? null}, ${who.subjectId ?? null}::uuid, ${who.request}, ${wait})`

/**
 * Sends a statement now, to be awaited later. The empty handler prevents that Node.js ends the process if the promise
 * is rejected before it is awaited.
 */
export const send = <T extends PromiseLike<unknown> & { execute(): unknown }>(query: T): T => {
  query.execute()
  query.then(undefined, () => {})
  return query
}

/**
 * Reads in one round trip: begin, proof of identity, the statements and commit are sent together. The statements must
 * not depend on each other's results or on the actor, whom only the database knows at that time. Resolves only if
 * PostgreSQL answers COMMIT with COMMIT.
 * @throws Problem not-signed-in, unavailable
 */
export const read = <const P extends readonly Pending[]>(
  db: Db,
  who: RequestContext,
  statements: (sql: SlotSql) => P,
): Promise<{ actor: Actor; rows: Rows<P> }> => again(() => readOnce(db, who, statements))

const readOnce = async <const P extends readonly Pending[]>(
  db: Db,
  who: RequestContext,
  statements: (sql: SlotSql) => P,
): Promise<{ actor: Actor; rows: Rows<P> }> => {
  const slot = await take(db)
  let clean = false
  try {
    const begun = send(slot.sql.unsafe('begin'))
    const proved = send(proof(slot.sql, who, false))
    const sent = statements(slot.sql).map((statement) => send(statement))
    const done = send(slot.sql.unsafe('commit'))
    const [, actor, ...rows] = await settled(slot, [begun, proved, ...sent])
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
    if ((await whileAlive(slot, done)).command !== 'COMMIT') throw new Error('the transaction did not commit')
    clean = true
    // Cast: the rows are in the order of the statements, which TypeScript cannot infer for a mapped tuple.
    return { actor: actorOf(actor ?? []), rows: rows as unknown as Rows<P> }
  } catch (error) {
    clean = (await rolledBack(slot)) && leavesConnectionGood(error)
    throw error
  } finally {
    db.slots.give(slot, clean)
  }
}

/**
 * A write that begins with a read. `first` is sent together with the proof of identity and needs no further round trip.
 */
interface ReadFirst<T, R> {
  first: (sql: SlotSql) => PromiseLike<R>
  work: (tx: Tx, actor: Actor, first: R) => Promise<T>
}

/**
 * A job of the worker, given by its name in the access log. A job has no actor; its login proves that a job is running.
 */
export interface JobContext {
  kind: string
  request: string
}

/**
 * Runs one transaction under one identity, that of a person's request or of a job. Used for a write, and for a read
 * whose steps depend on each other. `work` is repeated up to twice after a deadlock or a stale statement, and must
 * therefore have no effect outside its transaction.
 * @throws Problem, or what `work` throws
 */
export function write<T>(db: Db, who: JobContext, work: (tx: Tx) => Promise<T>): Promise<T>
export function write<T>(db: Db, who: RequestContext, work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>
export function write<T, R>(db: Db, who: RequestContext, steps: ReadFirst<T, R>): Promise<T>
export function write<T, R>(
  db: Db,
  who: JobContext | RequestContext,
  steps: ((tx: Tx, actor: Actor) => Promise<T>) | ReadFirst<T, R>,
): Promise<T> {
  const prove = (sql: SlotSql) => ('secret' in who ? proof(sql, who, true) : jobProof(sql, who))
  return again(() => (typeof steps === 'function' ? inTransaction(db, prove, steps) : readFirst(db, prove, steps)))
}

const jobProof = (sql: SlotSql, { kind, request }: JobContext) =>
  sql<Row[]>`select app.now() as now from authz.begin_job(${kind}, ${request})`

const readFirst = <T, R>(db: Db, prove: (sql: SlotSql) => Pending, { first, work }: ReadFirst<T, R>): Promise<T> => {
  let sent: PromiseLike<R> | undefined
  return inTransaction(
    db,
    prove,
    async (tx, actor) => work(tx, actor, await (sent as PromiseLike<R>)),
    (sql) => {
      sent = first(sql)
      sent.then(undefined, () => {})
    },
  )
}

/**
 * Registers statements that were already sent, so that COMMIT can be sent without waiting for their results. If one of
 * these statements fails, the transaction rolls back and the first failure is thrown.
 */
export const awaitAtCommit = (tx: Tx, ...sent: readonly PromiseLike<unknown>[]): void => {
  for (const one of sent) one.then(undefined, () => {})
  tx.awaitedAtCommit.push(...sent)
}

/**
 * Waits for statements that were sent in one round trip. If several statements fail, the first failure in their order
 * is thrown, since it caused the others.
 */
const together = async (sent: readonly PromiseLike<unknown>[]): Promise<void> => {
  const results = await Promise.allSettled(sent)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

const inTransaction = async <T>(
  db: Db,
  prove: (sql: SlotSql) => Pending,
  work: (tx: Tx, actor: Actor) => Promise<T>,
  alongside?: (sql: SlotSql) => void,
): Promise<T> => {
  const slot = await take(db)
  let clean = false
  try {
    const begun = send(slot.sql.unsafe('begin'))
    const proved = send(prove(slot.sql))
    alongside?.(slot.sql)
    const [, actor] = await settled(slot, [begun, proved])
    const acting = actorOf(actor ?? [])
    const tx: Tx = { sql: slot.sql, now: actor?.[0]?.now, actorId: acting.personId, awaitedAtCommit: [] }
    const result = await whileAlive(slot, work(tx, acting))
    const done = send(slot.sql.unsafe('commit'))
    await whileAlive(slot, together(tx.awaitedAtCommit))
    const { command } = await whileAlive(slot, done)
    if (command !== 'COMMIT') throw new Error('the transaction did not commit')
    clean = true
    if (tx.notified) wake(db, 'outbox')
    const { personId, agencyId } = acting
    const by = personId === undefined ? null : { personId, agencyId }
    // The action may have settled notifications of its own actor, so the actor's open pages are told to count their
    // notifications again.
    if (personId !== undefined && tx.moved !== undefined) wake(db, 'notified', ownAct + personId)
    for (const moved of tx.moved ?? []) wake(db, 'moved', JSON.stringify({ ...moved, by } satisfies Change))
    return result
  } catch (error) {
    clean = (await rolledBack(slot)) && leavesConnectionGood(error)
    throw error
  } finally {
    db.slots.give(slot, clean)
  }
}

const take = async (db: Db): Promise<Slot> => {
  try {
    return await db.slots.take()
  } catch (error) {
    throw toProblem(error)
  }
}

/**
 * Waits for all statements, so that no statement of a failed read is still running; then throws the first failure. If
 * PostgreSQL refuses the connection (disk full, too many connections), only the first statement gets the reason; this
 * reason is then thrown instead of the loss of the connection.
 */
const settled = async (slot: Slot, queries: readonly Pending[]): Promise<Row[][]> => {
  let reason: unknown
  const noted = queries.map((query) =>
    query.then(undefined, (error: unknown) => {
      reason ??= error
      throw error
    }),
  )
  const results = await whileAlive(slot, Promise.allSettled(noted)).catch((lost: unknown) => {
    throw reason ?? lost
  })
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return results.map((result) => (result as PromiseFulfilledResult<Row[]>).value)
}

const rolledBack = async (slot: Slot): Promise<boolean> => {
  if (slot.dead) return false
  try {
    await whileAlive(slot, slot.sql.unsafe('rollback'))
    return true
  } catch {
    return false
  }
}

const actorOf = ([row]: Row[]): Actor => ({
  personId: row?.person_id,
  agencyId: row?.agency_id,
  sector: row?.sector,
  function: row?.function,
})
