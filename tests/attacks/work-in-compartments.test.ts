import type { Task } from '@palermo/shared/tasks/contract.ts'
import type { WorkItemCounts, WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { rawConnection } from './raw.ts'

// Declares tasks in the compartment of health for this test, because all shipped types that have deadlines are in C0.

let force: TaskForce
let caseworker: TestPerson
let supervisor: TestPerson
let colleague: TestPerson
let task: Task
let before: { supervisor: WorkItemCounts; caseworker: WorkItemCounts }

const counts = async (person: TestPerson) => (await force.as(person)<WorkItemCounts>('GET', '/work-items/counts')).body
const items = async (person: TestPerson) =>
  (await force.as(person)<WorkItemPage>('GET', '/work-items?limit=100')).body.items.map(({ subjectId }) => subjectId)

beforeAll(async () => {
  force = await aTaskForce()
  const officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  colleague = await force.person(ngo, 'caseworker')
  const { body } = await act(force, caseworker, await aSentReferral(force, officer, ngo), 'accept')
  before = { supervisor: await counts(supervisor), caseworker: await counts(caseworker) }
  await force.owner`
    create or replace function authz.compartment_of_kind(kind text) returns text language sql immutable as $$
      select case kind when 'task' then 'C3' else 'C0' end $$`
  const dueAt = new Date(Date.now() + 60_000).toISOString()
  const input = { caseId: body.caseId, kind: 'call', dueAt }
  const made = await force.as(caseworker)<Task>('POST', '/tasks', input, { 'idempotency-key': v7() })
  expect(made.status).toBe(201)
  task = made.body
})
afterAll(() => force.end())

test('work in a compartment is in the list of the person who owes it and stands there, and in nobody else’s', async () => {
  expect(await items(caseworker)).toContain(task.id)
  expect(await items(supervisor)).not.toContain(task.id)
  expect(await items(colleague)).not.toContain(task.id)
})

test('its deadline and its work item are no rows to others of the agency, by SQL as well', async () => {
  const raw = rawConnection(force)
  const rows = (person: TestPerson) =>
    raw.attempt(
      person,
      (sql) => sql`
        select 'deadline' as what from app.deadlines where subject_id = ${task.id}
        union all select 'work item' from app.work_items where subject_id = ${task.id} order by 1`,
    )
  expect((await rows(caseworker)).map(({ what }) => what)).toEqual(['deadline', 'work item'])
  expect(await rows(supervisor)).toHaveLength(0)
  expect(await rows(colleague)).toHaveLength(0)
  await raw.end()
})

test('it is counted for the person who owes it, and in no number of the agency', async () => {
  expect(await counts(supervisor)).toEqual(before.supervisor)
  const now = await counts(caseworker)
  expect(now.owes).toBe(before.caseworker.owes + 1)
  expect(now.mine).toBe(before.caseworker.mine + 1)
  const [row] = await force.owner<{ n: number }[]>`
    select coalesce(sum(n), 0)::int as n from app.counters where agency_id = ${caseworker.agencyId}`
  const [open] = await force.owner<{ n: number }[]>`
    select count(*)::int as n from app.work_items where agency_id = ${caseworker.agencyId} and subject_kind <> 'task'`
  expect(row?.n).toBe(open?.n)
})
