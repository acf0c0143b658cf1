import type { Approval, ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let lead: TestPerson
let head: TestPerson
let caseId: string
let period: Clock

beforeAll(async () => {
  force = await aTaskForce()
})
afterAll(() => force.end())
/** Makes a case that an NGO leads and a clinic with a head serves, with a reflection period that began six days ago. */
beforeEach(async () => {
  await force.owner`update app.clock set moved = '2027-06-16T02:00:00Z'::timestamptz - now()`
  lead = await force.person(await force.agency('ngo'), 'caseworker')
  const clinic = await force.agency('health')
  head = await force.person(clinic, 'head')
  const nurse = await force.person(clinic, 'caseworker')
  await force.person(await force.agency('immigration'), 'head')
  caseId = await aServedCase(force, lead, nurse)
  expect((await on('begin-reflection', { on: '2027-06-10' })).status).toBe(200)
  period = await clockOf('reflection')
})

const look = async () => (await force.as(lead)<Case>('GET', `/cases/${caseId}`)).body
const on = async (action: string, input: object) => {
  const { version } = await look()
  return force.as(lead)<Case>('POST', `/cases/${caseId}/actions`, { action, version, ...input })
}
const clockOf = async (key: string): Promise<Clock> => {
  const found = (await look()).deadlines.filter((one) => one.key === key).at(-1)
  return (await force.as(lead)<Clock>('GET', `/deadlines/${found?.id}`)).body
}
const correct = (startedAt: string) =>
  force.as(lead)<Clock>('POST', `/deadlines/${period.id}/actions`, {
    action: 'correct',
    version: period.version,
    startedAt,
    reason: 'typing-error',
  })

test('a mistyped year is refused with the field and what to do, and ends nothing', async () => {
  for (const startedAt of ['1990-06-10T00:00:00Z', '2026-06-10T00:00:00Z', '2017-06-10T00:00:00Z']) {
    const reply = await correct(startedAt)
    expect(reply.body).toMatchObject({ status: 422, errors: [{ pointer: '/startedAt' }] })
    expect(JSON.stringify(reply.body)).toContain('check the year')
  }
  expect((await correct('2028-06-10T00:00:00Z')).body).toMatchObject({ errors: [{ pointer: '/startedAt' }] })
  expect(await clockOf('reflection')).toMatchObject({ dueAt: period.dueAt, closedAt: null, waiting: false })
  caseId = await aServedCase(force, lead, head)
  const begun = await on('begin-reflection', { on: '2026-06-12' })
  expect(begun.body).toMatchObject({ status: 422, errors: [{ pointer: '/on' }] })
})

test('what makes a protection shorter waits for another agency, and is done with all that began with it', async () => {
  const waits = await correct('2027-06-05T00:00:00Z')
  expect(waits).toMatchObject({ status: 200, body: { dueAt: period.dueAt, waiting: true } })
  expect((await correct('2027-06-04T00:00:00Z')).status).toBe(409)
  const [asked] = (await force.as(head)<ApprovalPage>('GET', '/approvals?box=to-answer&open=true')).body.items as [
    Approval,
  ]
  expect(asked).toMatchObject({
    act: { kind: 'clock', key: 'reflection', wasDueAt: period.dueAt },
    caseReference: (await look()).reference,
    actions: ['approve', 'refuse'],
  })
  const done = await force.as(head)<Approval>('POST', `/approvals/${asked.id}/actions`, {
    action: 'approve',
    version: 1,
  })
  expect(done.body.status).toBe('approved')
  const shorter = await clockOf('reflection')
  expect(Date.parse(shorter.dueAt)).toBeLessThan(Date.parse(period.dueAt))
  expect(shorter).toMatchObject({ waiting: false, changes: [{ kind: 'corrected', oldDueAt: period.dueAt }] })
  expect((await clockOf('decision.not-before')).dueAt).toBe(shorter.dueAt)
})

test('what makes it longer is done at once', async () => {
  const longer = await correct('2027-06-15T00:00:00Z')
  expect(longer).toMatchObject({ status: 200, body: { waiting: false } })
  expect(Date.parse(longer.body.dueAt)).toBeGreaterThan(Date.parse(period.dueAt))
})

test('not approved of what moved meanwhile', async () => {
  await correct('2027-06-05T00:00:00Z')
  const [asked] = (await force.as(head)<ApprovalPage>('GET', '/approvals?box=to-answer&open=true')).body.items as [
    Approval,
  ]
  await force.owner`update app.deadlines set version = version + 1 where id = ${period.id}`
  const late = await force.as(head)('POST', `/approvals/${asked.id}/actions`, { action: 'approve', version: 1 })
  expect(late.status).toBe(409)
  expect((await clockOf('reflection')).dueAt).toBe(period.dueAt)
})

test('nor by SQL under the API’s login', async () => {
  const raw = rawConnection(force)
  const change = { kind: 'corrected', startedAt: '2027-06-01T00:00:00Z', dueAt: '2027-06-15T00:00:00Z' }
  await refused(
    raw.attempt(
      lead,
      (sql) => sql`select app.move_clock(${period.id}, 1, ${JSON.stringify(change)}::text::jsonb, '[]', null, '[]')`,
    ),
  )
  await refused(
    raw.attempt(
      lead,
      (sql) =>
        sql`select app.write_clock(${period.id}, 1, ${JSON.stringify(change)}::text::jsonb, '[]', null, '[]', ${lead.id}, ${lead.agencyId})`,
    ),
  )
  await raw.end()
})
