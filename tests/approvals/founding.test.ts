import type { Person } from '@palermo/shared/accounts/contract.ts'
import type { Approval, ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let founder: TestPerson

beforeEach(async () => {
  force = await aTaskForce()
  founder = await force.person(await force.agency('secretariat'), 'administrator')
})
afterEach(() => force.end())

const add = async (agencyId: string, role: string, by = founder) =>
  (
    await force.as(by)<Person>(
      'POST',
      '/people',
      { agencyId, name: 'Somebody', email: `${v7()}@example.test`, function: role },
      { 'idempotency-key': v7() },
    )
  ).body
const alone = async (person: TestPerson): Promise<Approval[]> =>
  (await force.as(person)<ApprovalPage>('GET', '/approvals?box=alone')).body.items

test('while fewer than two agencies have somebody who could approve, the founding administrator acts alone, marked', async () => {
  const head = await add(await force.agency('ngo'), 'head')
  expect(head).toMatchObject({ disabledAt: null, waiting: null, function: 'head' })
  const other = await add(await force.agency('police'), 'administrator')
  expect(other.disabledAt).toBeNull()
  const auditor = await force.person(founder.agencyId, 'auditor')
  for (const reader of [auditor, founder]) {
    const acts = await alone(reader)
    expect(acts.map(({ act, alone: byOne, status, to }) => [act.kind, byOne, status, to])).toEqual([
      ['account', true, 'approved', null],
      ['account', true, 'approved', null],
    ])
  }
  // A head who is added later also reads the actions that the administrator took alone.
  const later = await force.person(await force.agency('health'), 'head')
  expect(await alone(later)).toHaveLength(2)
  expect(await alone(await force.person(later.agencyId, 'caseworker'))).toHaveLength(0)
})

test('nobody else acts alone: another administrator waits until there is somebody to ask', async () => {
  const second = await force.person(founder.agencyId, 'administrator')
  expect(await add(await force.agency('ngo'), 'head', second)).toMatchObject({ type: '/problems/no-approver' })
})

test('it ends once two agencies have one, and disabling them does not bring it back', async () => {
  const ngo = await force.agency('ngo')
  const head = await force.person(ngo, 'head')
  const refused = await add(await force.agency('police'), 'head')
  expect(refused.waiting).not.toBeNull()
  await force.as(founder)('PATCH', `/people/${head.id}`, { version: 1, disabled: true })
  expect(await add(await force.agency('police'), 'head')).toMatchObject({ type: '/problems/no-approver' })
})

test('it ends by itself 30 days after the second agency got one, also where that one is disabled then', async () => {
  const head = await add(await force.agency('ngo'), 'head')
  await force.moveClock('31 days')
  const disabled = await force.as(founder)('PATCH', `/people/${head.id}`, { version: head.version, disabled: true })
  expect(disabled.status).toBe(200)
  expect(await add(await force.agency('police'), 'head')).toMatchObject({ type: '/problems/no-approver' })
})
