import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Week } from '@palermo/shared/work-items/week.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let stranger: TestPerson
let row: Case
let task: { id: string }

beforeAll(async () => {
  force = await aTaskForce()
  const officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  stranger = await force.person(await force.agency('health'), 'supervisor')
  const sent = await aSentReferral(force, officer, ngo)
  await act(force, caseworker, sent, 'accept')
  row = (await force.as(caseworker)<Case>('GET', `/cases/${sent.caseId}`)).body
  const body = { caseId: row.id, kind: 'visit', dueAt: '2030-05-15T02:00:00Z' }
  task = (await force.as(caseworker)<{ id: string }>('POST', '/tasks', body, { 'idempotency-key': v7() })).body
  const tried = { caseId: row.id, way: 'call', outcome: 'reached' }
  await force.as(caseworker)('POST', '/contacts', tried, { 'idempotency-key': v7() })
})
afterAll(() => force.end())

const week = (person: TestPerson, from: string, until: string, more = '') =>
  force.as(person)<Week>('GET', `/work-items/week?from=${from}&until=${until}${more}`)
const may = ['2030-05-12T16:00:00Z', '2030-05-19T16:00:00Z'] as const

test('holds every clock that one owes in it, not only the next of each thing, and what is late before it', async () => {
  const now = new Date()
  const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()
  const { body } = await week(caseworker, at(-1), at(13))
  expect(body.due.map(({ step }) => step)).toContain('referral.first-contact')
  expect(body.due.every(({ caseReference, late }) => caseReference === row.reference && !late)).toBe(true)
  const later = await week(caseworker, ...may)
  expect(later.body.due).toMatchObject([
    { step: 'task.due', detail: 'visit', subjectId: task.id, caseReference: row.reference, assigneeId: caseworker.id },
  ])
  expect(later.body.before.map(({ step }) => step)).toContain('referral.first-contact')
})

test('holds the contacts that one logged, and nobody else’s', async () => {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  expect((await week(caseworker, at(-1), at(6))).body.contacts).toMatchObject([
    { caseReference: row.reference, way: 'call', outcome: 'reached' },
  ])
  expect((await week(supervisor, at(-1), at(6), '&team=true')).body.contacts).toEqual([])
})

test('is one’s own; those who answer for the team may see all of it, another agency none', async () => {
  expect((await week(colleague, ...may)).body.due).toEqual([])
  expect((await week(colleague, ...may, '&team=true')).status).toBe(403)
  expect((await week(supervisor, ...may)).body.due).toEqual([])
  expect((await week(supervisor, ...may, '&team=true')).body.due.map(({ subjectId }) => subjectId)).toEqual([task.id])
  expect((await week(stranger, ...may, '&team=true')).body).toEqual({ due: [], before: [], contacts: [], cut: false })
})

test('ends before it begins, or lasts for months, and is refused at its place', async () => {
  expect((await week(caseworker, may[1], may[0])).body).toMatchObject({ errors: [{ pointer: '/until' }] })
  expect((await week(caseworker, may[0], '2030-08-01T00:00:00Z')).body).toMatchObject({
    errors: [{ pointer: '/until' }],
  })
})
