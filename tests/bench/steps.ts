import { randomUUID } from 'node:crypto'
import type { RequestContext } from '@palermo/db/actor.ts'
import { type Database, openDatabase } from '@palermo/db/database.ts'
import { nth, peoplePerAgency, type Size } from '@palermo/db/load/numbering.ts'
import { actOnReferral } from '@palermo/db/referrals/commands.ts'
import { urlFor } from '@palermo/db/roles.ts'
import type { Keyring } from '@palermo/db/seal.ts'
import postgres from 'postgres'
import { median } from './measure.ts'
import { acceptedReferral, keptOpen, openReferral, openReferrals, receiverOf } from './scenarios.ts'

/** The duration of one statement on one otherwise idle connection, as its sender measures it. */
export interface Step {
  name: string
  microseconds: number
}

/** Microseconds that accepting one referral takes on one connection. */
export interface TransitionCost {
  /** The time that the caller waits. */
  whole: number
  /** Processor time of Node within the whole. */
  node: number
  functions: DatabaseFunction[]
}

/**
 * The time that one database function took within an accept, as
 * PostgreSQL counts it; `own` excludes the functions it calls.
 */
interface DatabaseFunction {
  name: string
  calls: number
  microseconds: number
  own: number
}

type Secrets = ReadonlyMap<number, Buffer>

const warmUps = 50
const repeats = 500

const list = (where: string) => `
  select d.id, d.side, d.subject_kind, d.subject_id, d.case_id, d.case_reference, d.kind, d.status, d.priority, d.due_at, d.assignee_id, d.opened_at,
      a.id as agency_id, a.label, a.sector
    from app.work_items d left join app.agencies a on a.id = d.counterparty_agency_id
   where d.side = 'owes' ${where} order by d.due_at, d.id limit 51`
const counts = (where = '') => `
  select sum(n) filter (where side = 'owes') as owes, sum(n) filter (where side = 'is-owed') as is_owed,
      (select count(*) from app.work_items d where d.side = 'owes' and d.due_at < now() ${where}) as late,
      sum(n) filter (where side = 'owes' and assignee_id <> '00000000-0000-0000-0000-000000000000') as mine
    from app.counters c where true ${where}`

/**
 * Measures the steps of a read one by one with the API's login
 * and, for comparison, with a login exempt from row security.
 */
export const measureSteps = async (url: string, size: Size, secrets: Secrets): Promise<Step[]> => {
  const options = { max: 1, fetch_types: false, onnotice: () => {} }
  const api = postgres(urlFor(url, 'api'), options)
  const owner = postgres(url, options)
  const watch = stopwatch()
  try {
    for (let round = 0; round < warmUps + repeats; round++) {
      if (round === warmUps) watch.reset()
      const referral = acceptedReferral(size, round)
      const person = receiverOf(size, referral)
      const id = nth('referral', referral)
      const agency = nth('agency', 1 + Math.floor((person - 1) / peoplePerAgency))
      const on = (sql: postgres.Sql, text: string, values: (string | Buffer | boolean)[] = []) =>
        sql.unsafe(text, values, { prepare: true })
      const prove = (wait: boolean) =>
        on(api, "select * from authz.begin($1, 'bench.read', 'referral', $2, $3, $4)", [
          secrets.get(person) ?? Buffer.alloc(32),
          id,
          randomUUID(),
          wait,
        ])
      await api.unsafe('begin')
      await watch.time('an empty round trip', () => on(api, 'select 1'))
      await watch.time('proof and log row (authz.begin)', () => prove(false))
      await watch.time('one look at who acts (authz.me)', () => on(api, 'select person_id from authz.me'))
      await watch.time('list of 51, row security on', () => on(api, list('')))
      await watch.time('list of 51, row security off', () => on(owner, list('and d.agency_id = $1'), [agency]))
      await watch.time('counts, row security on', () => on(api, counts()))
      await watch.time('counts, row security off', () => on(owner, counts('and agency_id = $1'), [agency]))
      await watch.time('document, row security on', () => on(api, 'select app.referral_document($1)', [id]))
      await watch.time('document, row security off', () => on(owner, 'select app.referral_document($1)', [id]))
      await watch.time('commit of a read', () => api.unsafe('commit'))
      await api.unsafe('begin')
      await prove(true)
      await watch.time('commit that waits for the disk', () => api.unsafe('commit'))
    }
    return watch.read()
  } finally {
    await Promise.all([api.end(), owner.end()])
  }
}

const acceptsToWarmUp = 400
const accepts = keptOpen - acceptsToWarmUp

/** Accepts referrals one by one with the product's own command, and measures the share of each database function. */
export const measureTransition = async (
  url: string,
  ring: Keyring,
  size: Size,
  secrets: Secrets,
): Promise<TransitionCost> => {
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  // The setting applies to connections that are opened after this statement.
  await owner`alter database bench set track_functions = 'all'`
  const db = openDatabase(urlFor(url, 'api'), ring, { size: 1, name: 'bench-transition' })
  const watch = stopwatch()
  let next = openReferrals(size) - keptOpen
  const acceptOne = async () => {
    const referral = openReferral(next++)
    const id = nth('referral', referral)
    const who: RequestContext = {
      secret: secrets.get(receiverOf(size, referral)) ?? Buffer.alloc(32),
      audit: 'referral.acted',
      subjectKind: 'referral',
      subjectId: id,
      request: randomUUID(),
    }
    await watch.time('accept', () => actOnReferral(db, who, id, { action: 'accept', version: 3 }))
  }
  try {
    for (let i = 0; i < acceptsToWarmUp; i++) await acceptOne()
    const known = await functionsOf(db, owner)
    watch.reset()
    const before = process.cpuUsage()
    for (let i = 0; i < accepts; i++) await acceptOne()
    const { user, system } = process.cpuUsage(before)
    return {
      whole: watch.read()[0]?.microseconds ?? Number.NaN,
      node: (user + system) / accepts,
      functions: spentPerAccept(known, await functionsOf(db, owner)),
    }
  } finally {
    await Promise.all([db.slots.end(), owner.end()])
  }
}

interface Tally {
  name: string
  calls: number
  /** Milliseconds in this function, including the functions that it calls. */
  total: number
  own: number
}

/** Reads the function statistics, after the measured connection has flushed its statistics to the shared memory. */
const functionsOf = async (db: Database, owner: postgres.Sql): Promise<Tally[]> => {
  const slot = await db.slots.take()
  await slot.sql`select pg_stat_force_next_flush()`
  db.slots.give(slot, true)
  await owner`select pg_stat_clear_snapshot()`
  return owner<Tally[]>`
    select schemaname || '.' || funcname as name, calls::integer as calls, total_time as total, self_time as own
      from pg_stat_user_functions where schemaname in ('app', 'authz')`
}

const spentPerAccept = (before: readonly Tally[], after: readonly Tally[]): DatabaseFunction[] =>
  after
    .map(({ name, calls, total, own }) => {
      const was = before.find((tally) => tally.name === name) ?? { calls: 0, total: 0, own: 0 }
      return {
        name,
        calls: (calls - was.calls) / accepts,
        microseconds: ((total - was.total) * 1000) / accepts,
        own: ((own - was.own) * 1000) / accepts,
      }
    })
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.microseconds - a.microseconds)

const stopwatch = () => {
  const laps = new Map<string, number[]>()
  return {
    async time(name: string, work: () => PromiseLike<unknown>): Promise<void> {
      const began = performance.now()
      await work()
      laps.set(name, [...(laps.get(name) ?? []), (performance.now() - began) * 1000])
    },
    reset: () => laps.clear(),
    /** Returns the median of each step. */
    read: (): Step[] => [...laps].map(([name, times]) => ({ name, microseconds: median(times) })),
  }
}
