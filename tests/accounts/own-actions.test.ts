import type { Me } from '@palermo/shared/accounts/contract.ts'
import { ownActionNames } from '@palermo/shared/accounts/own-actions.ts'
import type { StaffFunction } from '@palermo/shared/actor.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { ProfileDocument } from '@palermo/shared/jurisdictions/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let agencyId: string
beforeAll(async () => {
  force = await aTaskForce()
  agencyId = await force.agency('ngo')
})
afterAll(() => force.end())

const actionsOf = async (person: TestPerson) => (await force.as(person)<Me>('GET', '/me')).body.actions

/** The expected actions are written out here, so that a mistake in the declaration is noticed. */
const expected: Partial<Record<StaffFunction, Me['actions']>> = {
  caseworker: ['do-casework', 'carry-work', 'refer', 'open-own-case'],
  lawyer: ['do-casework', 'carry-work'],
  supervisor: ['do-casework', 'carry-work', 'refer', 'open-own-case', 'see-team', 'keep-webhooks', 'read-figures'],
  head: [
    'do-casework',
    'carry-work',
    'refer',
    'open-own-case',
    'see-team',
    'keep-webhooks',
    'read-figures',
    'answer-approvals',
  ],
  lead: ['read-figures', 'lead-task-force'],
  administrator: ['administer', 'answer-approvals'],
  auditor: ['audit'],
}

test.each(Object.entries(expected) as [StaffFunction, Me['actions']][])(
  'what a person may do whatever the record is comes with the reply: %s',
  async (role, actions) => {
    expect(await actionsOf(await force.person(agencyId, role))).toEqual(actions)
  },
)

test('each of them stands in the reply of somebody, and immigration learns of a bar by asking alone', async () => {
  const officer = await force.person(await force.agency('immigration'), 'officer')
  expect(await actionsOf(officer)).toEqual(['do-casework', 'carry-work', 'refer', 'open-own-case', 'ask-of-removal'])
  expect(new Set([...Object.values(expected).flat(), 'ask-of-removal'])).toEqual(new Set(ownActionNames))
})

test('who may put a colleague on a case is told with the case, and the others are refused', async () => {
  const supervisor = await force.person(agencyId, 'supervisor')
  const caseworker = await force.person(agencyId, 'caseworker')
  const newcomer = await force.person(agencyId, 'caseworker')
  const officer = await force.person(await force.agency('police'), 'officer')
  const { body } = await act(force, caseworker, await aSentReferral(force, officer, agencyId), 'accept')
  const caseId = body.caseId ?? ''
  const read = async (person: TestPerson) => (await force.as(person)<Case>('GET', `/cases/${caseId}`)).body
  const assign = (person: TestPerson) => force.as(person)('POST', `/cases/${caseId}/members`, { personId: newcomer.id })
  expect((await read(caseworker)).mayAssign).toBe(false)
  expect((await assign(caseworker)).status).toBe(403)
  expect((await read(supervisor)).mayAssign).toBe(true)
  expect((await assign(supervisor)).status).toBe(200)
})

test('only an administrator is offered to edit a jurisdiction’s newest version, and to put it in force where it is not', async () => {
  const admin = await force.person(agencyId, 'administrator')
  const head = await force.person(agencyId, 'head')
  const read = async (person: TestPerson, code: string) =>
    (await force.as(person)<ProfileDocument>('GET', `/jurisdictions/${code}`)).body.actions
  expect(await read(admin, 'int')).toEqual(['edit'])
  expect(await read(admin, 'uk')).toEqual(['edit', 'put-in-force'])
  expect(await read(head, 'uk')).toEqual([])
  expect((await force.as(head)('POST', '/jurisdictions/uk/in-force', {})).status).toBe(403)
})
