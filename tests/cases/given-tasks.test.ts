import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let caseworker: TestPerson
let colleague: TestPerson
let outsider: TestPerson
let supervisor: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  const officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  outsider = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  caseId = (await act(force, caseworker, await aSentReferral(force, officer, ngo), 'accept')).body.caseId ?? ''
  await force.as(supervisor)('POST', `/cases/${caseId}/members`, { personId: colleague.id })
})
afterAll(() => force.end())

const give = (by: TestPerson, to?: TestPerson) =>
  force.as(by)<Task>(
    'POST',
    '/tasks',
    {
      caseId,
      kind: 'call',
      dueAt: new Date(Date.now() + 86_400_000).toISOString(),
      ...(to ? { assigneeId: to.id } : {}),
    },
    { 'idempotency-key': v7() },
  )
const pass = (by: TestPerson, task: Task, to: TestPerson) =>
  force.as(by)<Task>('POST', `/tasks/${task.id}/actions`, {
    action: 'assign',
    version: task.version,
    assigneeId: to.id,
  })
const queueOf = async (person: TestPerson) =>
  (await force.as(person)<WorkItemPage>('GET', '/work-items?mine=true')).body.items.map(({ subjectId }) => subjectId)

test('a caseworker gives a task to a colleague on the case: it moves to their queue, and both may pass it on', async () => {
  const { status, body: task } = await give(caseworker)
  expect(status).toBe(201)
  expect(await queueOf(caseworker)).toContain(task.id)
  const passed = await pass(caseworker, task, colleague)
  expect(passed.body).toMatchObject({ assigneeId: colleague.id })
  expect(await queueOf(caseworker)).not.toContain(task.id)
  expect(await queueOf(colleague)).toContain(task.id)
  const told = await force.owner<{ to: unknown }[]>`
    select payload->'to' as to from app.outbox where queue = 'notices' and name = 'task.assign' and payload->>'subjectId' = ${task.id}`
  expect(JSON.stringify(told)).toContain(colleague.id)
  expect((await pass(colleague, passed.body, caseworker)).body).toMatchObject({ assigneeId: caseworker.id })
})

test('not to a colleague who is not on the case, who would find nothing there', async () => {
  const { body: task } = await give(caseworker)
  for (const refused of [await pass(caseworker, task, outsider), await give(caseworker, outsider)])
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/assigneeId', code: 'not-on-case' }] } })
  expect((await force.as(outsider)('GET', `/cases/${caseId}`)).status).toBe(404)
})

test('a supervisor may, and puts them on the case with its outline alone', async () => {
  const { status, body: task } = await give(supervisor, outsider)
  expect(status).toBe(201)
  expect(await queueOf(outsider)).toContain(task.id)
  const seen = await force.as(outsider)<Case>('GET', `/cases/${caseId}`)
  expect(seen.status).toBe(200)
  expect(seen.body.identity).toEqual({ sealed: true, compartment: 'C1' })
  expect(seen.body.noteCompartments).toEqual([])
})
