import type { Alert } from '@palermo/shared/alerts/contract.ts'
import type { Orphan } from '@palermo/shared/deadlines/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { watchOrphans } from '@palermo/workers/deadlines/jobs.ts'
import { newTally } from '@palermo/workers/tally.ts'
import type { TransactionSql } from 'postgres'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ukAnswers, ukForm } from '../forms/uk-answers.ts'
import { everyWorkflow } from '../permissions/workflows.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let authority: TestPerson
let administrator: TestPerson
const workflows = await everyWorkflow()

beforeAll(async () => {
  force = await aTaskForce('uk')
  hands = byHand(force)
  officer = await force.person(await force.agency('police'), 'officer')
  authority = await force.person(await force.agency('immigration'), 'officer')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

test('the watch covers each noun that has a workflow, in each status in which it waits', async () => {
  const watched = await force.owner<
    { noun: string; waits: string[] }[]
  >`select noun, waits_in as waits from app.watched`
  const sorted = (rows: readonly { noun: string; waits: readonly string[] }[]) =>
    rows.map(({ noun, waits }) => `${noun}: ${[...waits].sort().join(', ')}`).sort()
  const declared = workflows.map(({ name, statuses, final, resting = [] }) => ({
    noun: name,
    waits: statuses.filter((status) => !final.includes(status) && !resting.includes(status)),
  }))
  expect(sorted(watched)).toEqual(sorted(declared))
})

const waiting = workflows.flatMap(({ name, covered }) => Object.keys(covered).map((status) => [name, status] as const))

test.each(waiting)('a %s that is %s without a clock is found', async (noun, status) => {
  const id = v7()
  const rolledBack = new Error('rolled back')
  const found: unknown[] = []
  await force.owner
    .begin(async (sql) => {
      await layBare(sql, noun)
      await sql`insert into ${sql(`app.${noun}s`)} (id, status) values (${id}, ${status})`
      found.push(...(await sql`select subject_kind, why from app.orphans() where subject_id = ${id}`))
      throw rolledBack
    })
    .catch((error: unknown) => {
      if (error !== rolledBack) throw error
    })
  expect(found).toEqual([{ subject_kind: noun, why: 'no-clock' }])
})

/** Lets a row of this table stand with nothing but an id and a status, until the transaction is rolled back. */
const layBare = async (sql: TransactionSql, noun: string) => {
  const table = `app.${noun}s`
  await sql`set local session_replication_role = replica`
  const checks = await sql<{ name: string }[]>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype = 'c'`
  for (const { name } of checks) await sql`alter table ${sql(table)} drop constraint ${sql(name)}`
  const needed = await sql<{ name: string }[]>`
    select attname as name from pg_attribute
     where attrelid = ${table}::regclass and attnum > 0 and attnotnull and attname not in ('id', 'status')`
  for (const { name } of needed) await sql`alter table ${sql(table)} alter column ${sql(name)} drop not null`
}

test('an alert that lost its clock raises the alarm of the worker, and stands on the list of administrators', async () => {
  const draft = await force
    .as(officer)<Draft>(
      'POST',
      '/referrals',
      {
        formId: ukForm.id,
        formVersion: ukForm.version,
        answers: ukAnswers({ 'pv-under-age': 'no', 'pv-want-to-submit-nrm': 'no', 'authorities-cooperation': 'yes' }),
      },
      { 'idempotency-key': v7() },
    )
    .then(({ body }) => body.referral)
  const { body: alert } = await force.as(officer)<Alert>(
    'POST',
    '/alerts',
    { draftId: draft.id, version: draft.version, toAgencyId: authority.agencyId },
    { 'idempotency-key': v7() },
  )
  const errors: unknown[] = []
  const log = { error: (...said: unknown[]) => void errors.push(said[0]) }
  const tally = newTally()
  await watchOrphans(hands.db, tally, log)
  expect([tally.orphans, errors]).toEqual([0, []])
  await force.owner`update app.deadlines set closed_at = now(), next_alarm_at = null where subject_id = ${alert.id}`
  await watchOrphans(hands.db, tally, log)
  expect([tally.orphans, errors]).toEqual([1, [{ orphans: 1 }]])
  expect((await force.as(administrator)<{ items: Orphan[] }>('GET', '/deadlines/orphans')).body.items).toEqual([
    { subjectKind: 'alert', subjectId: alert.id, why: 'no-clock' },
  ])
  expect((await force.as(officer)('GET', '/deadlines/orphans')).status).toBe(403)
  for (const role of ['api', 'worker'] as const) expect(await mayRead(role)).toBe(false)

  // What was mended since is not listed any more, though the worker has not looked again.
  await force.owner`update app.deadlines set closed_at = null where subject_id = ${alert.id}`
  expect((await force.as(administrator)('GET', '/deadlines/orphans')).body).toEqual({ items: [] })
  await watchOrphans(hands.db, tally, log)
  expect(tally.orphans).toBe(0)
  expect(await force.owner`select from app.found_orphans`).toHaveLength(0)
})

const mayRead = async (role: 'api' | 'worker') => {
  const [row] = await force.owner<{ may: boolean }[]>`
    select has_table_privilege(${`palermo_${role}`}, 'app.found_orphans', 'select') as may`
  return row?.may
}
