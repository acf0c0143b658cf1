import type { Orphan } from '@palermo/shared/deadlines/contract.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { watchOrphans } from '@palermo/workers/deadlines/jobs.ts'
import { newTally } from '@palermo/workers/tally.ts'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyWorkflow } from '../permissions/workflows.ts'
import { aWorld, type Made, madeFrom, type World } from '../records/maker.ts'
import { aTaskForce, type TaskForce } from '../task-force.ts'

let force: TaskForce
let world: World
const workflows = await everyWorkflow()
const made = new Map<string, Promise<Made>>()

beforeAll(async () => {
  force = await aTaskForce()
  world = await aWorld(force)
})
afterAll(async () => {
  await world.hands.end()
  await force.end()
})

/** The record of this type, made from its example at the first call. */
const oneOf = (noun: string): Promise<Made> => {
  const known = made.get(noun)
  if (known !== undefined) return known
  const type = recordTypes.find(({ name }) => name === noun)
  if (type === undefined) throw new Error(`${noun} is no record type`)
  const one = madeFrom(world, type)
  made.set(noun, one)
  return one
}

test('the watch covers each noun that has a workflow, in each status in which it waits, by the deadline that covers it', async () => {
  const watched = await force.owner<
    { noun: string; waits: string[] }[]
  >`select noun, array(select status || ' by ' || key from unnest(waits_in, covered_by) as one(status, key)) as waits from app.watched`
  const sorted = (rows: readonly { noun: string; waits: readonly string[] }[]) =>
    rows.map(({ noun, waits }) => `${noun}: ${[...waits].sort().join(', ')}`).sort()
  const declared = workflows.map(({ name, statuses, final, resting = [], covered }) => ({
    noun: name,
    waits: statuses
      .filter((status) => !final.includes(status) && !resting.includes(status))
      .map((status) => `${status} by ${covered[status]}`),
  }))
  expect(sorted(watched)).toEqual(sorted(declared))
})

const waiting = workflows.flatMap(({ name, covered }) =>
  Object.entries(covered).map(([status, key]) => [name, status, key] as const),
)

/**
 * The orphans that are found when one record has this status and `change` was applied. The transaction is rolled back.
 */
const watchedAfter = async (
  noun: string,
  status: string,
  change: (sql: TransactionSql, id: string) => Promise<unknown>,
) => {
  const { id, type } = await oneOf(noun)
  const rolledBack = new Error('rolled back')
  const found: string[] = []
  await force.owner
    .begin(async (sql) => {
      await liftChecks(sql, `app.${type.plural}`)
      await sql`update ${sql(`app.${type.plural}`)} set status = ${status} where id = ${id}`
      await change(sql, id)
      const rows = await sql<{ kind: string; why: string }[]>`
        select subject_kind as kind, why from app.orphans() where subject_id = ${id}`
      found.push(...rows.map(({ kind, why }) => `${kind} ${why}`))
      throw rolledBack
    })
    .catch((error: unknown) => {
      if (error !== rolledBack) throw error
    })
  return found
}
const closeAll = (sql: TransactionSql, id: string) =>
  sql`update app.deadlines set closed_at = now(), next_alarm_at = null where subject_id = ${id}`
/** Leaves one deadline of the record open, with this key. */
const leaveOpen = async (sql: TransactionSql, id: string, key: string) => {
  await closeAll(sql, id)
  const [one] = await sql<{ id: string }[]>`
    update app.deadlines set key = ${key}, closed_at = null
     where id = (select min(id::text)::uuid from app.deadlines where subject_id = ${id}) returning id`
  expect(one).toBeDefined()
}

test.each(waiting)('a %s that is %s without a clock is found', async (noun, status) => {
  expect(await watchedAfter(noun, status, closeAll)).toEqual([`${noun} no-clock`])
})

test.each(waiting)(
  'a %s that is %s without %s is found, though another clock of it runs',
  async (noun, status, key) => {
    const ofType = waiting.flatMap(([name, , other]) => (name === noun ? [other] : []))
    const others = [...new Set([...ofType, 'child.guardian'])].filter((other) => other !== key)
    for (const other of others)
      expect(await watchedAfter(noun, status, (sql, id) => leaveOpen(sql, id, other)), other).toEqual([
        `${noun} no-clock`,
      ])
  },
)

test.each(waiting)('a %s that is %s is not found while %s alone runs', async (noun, status, key) => {
  expect(await watchedAfter(noun, status, (sql, id) => leaveOpen(sql, id, key))).not.toContain(`${noun} no-clock`)
})

/**
 * Drops the check constraints of the table within the transaction, so that a row can have a status whose other columns
 * are not filled.
 */
const liftChecks = async (sql: TransactionSql, table: string) => {
  await sql`set local session_replication_role = replica`
  const checks = await sql<{ name: string }[]>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype = 'c'`
  for (const { name } of checks) await sql`alter table ${sql(table)} drop constraint ${sql(name)}`
}

test('an alert that lost its clock raises the alarm of the worker, and stands on the list of administrators', async () => {
  const { administrator, officer } = world.people
  const alert = await oneOf('alert')
  const errors: unknown[] = []
  const log = { error: (...said: unknown[]) => void errors.push(said[0]) }
  const tally = newTally()
  await watchOrphans(world.hands.db, tally, log)
  expect([tally.orphans, errors]).toEqual([0, []])
  await force.owner`update app.deadlines set closed_at = now(), next_alarm_at = null where subject_id = ${alert.id}`
  await watchOrphans(world.hands.db, tally, log)
  expect([tally.orphans, errors]).toEqual([1, [{ orphans: 1 }]])
  expect((await force.as(administrator)<{ items: Orphan[] }>('GET', '/deadlines/orphans')).body.items).toEqual([
    { subjectKind: 'alert', subjectId: alert.id, why: 'no-clock' },
  ])
  expect((await force.as(officer)('GET', '/deadlines/orphans')).status).toBe(403)
  for (const role of ['api', 'worker'] as const) expect(await mayRead(role)).toBe(false)

  // An orphan that was corrected is no longer listed, even before the worker checks again.
  await force.owner`update app.deadlines set closed_at = null where subject_id = ${alert.id}`
  expect((await force.as(administrator)('GET', '/deadlines/orphans')).body).toEqual({ items: [] })
  await watchOrphans(world.hands.db, tally, log)
  expect(tally.orphans).toBe(0)
  expect(await force.owner`select from app.found_orphans`).toHaveLength(0)
})

const mayRead = async (role: 'api' | 'worker') => {
  const [row] = await force.owner<{ may: boolean }[]>`
    select has_table_privilege(${`palermo_${role}`}, 'app.found_orphans', 'select') as may`
  return row?.may
}
