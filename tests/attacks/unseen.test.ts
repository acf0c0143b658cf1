import type { Sector, StaffFunction } from '@palermo/shared/actor.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { byHand } from '../workers/by-hand.ts'

let force: TaskForce
let welfare: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  welfare = await force.person(await force.agency('welfare'), 'caseworker')
})
afterAll(() => force.end())

const aCase = async () => {
  const officer = await force.person(await force.agency('health'), 'officer')
  const sent = await aSentReferral(force, officer, welfare.agencyId)
  return (await act(force, welfare, sent, 'accept')).body.caseId ?? ''
}
const bring = async (caseId: string, person: TestPerson) => {
  const body = { kind: 'service', caseId, toAgencyId: person.agencyId, formId: 'intake-short', formVersion: 1 }
  const draft = await force.as(welfare)<{ referral: Referral }>(
    'POST',
    '/referrals',
    { ...body, answers: { ...adult, kind: 'service' } },
    { 'idempotency-key': v7() },
  )
  const sent = await act(force, welfare, draft.body.referral, 'send')
  expect((await act(force, person, sent.body, 'accept')).status).toBe(200)
}
const tell = async () => {
  const worker = byHand(force)
  await worker.tell()
  await worker.end()
}

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString()
const week = `/work-items/week?from=${day(-1)}&until=${day(13)}`

/** Returns all that this person can read about one case and about their own work. */
const viewOf = async (person: TestPerson, caseId: string) => {
  const paths = [
    `/cases/${caseId}`,
    `/cases/${caseId}/timeline`,
    `/cases/${caseId}/access`,
    `/handovers?caseId=${caseId}`,
    `/documents?caseId=${caseId}`,
    `/contacts?caseId=${caseId}`,
    `/requests?caseId=${caseId}`,
    `/links?caseId=${caseId}`,
    `/groups?caseId=${caseId}`,
    '/cases',
    '/referrals?box=team',
    '/work-items',
    '/work-items/counts',
    week,
    '/deadlines',
    '/requests',
    '/notices',
  ]
  const as = force.as(person)
  const read = await Promise.all(paths.map(async (path) => [path, await as('GET', path)] as const))
  const found = await as('POST', '/search', { q: 'Agency' })
  const [cases] = read.filter(([path]) => path === `/cases/${caseId}`)
  expect(cases?.[1].status).toBe(200)
  // The version of a case is known to everybody who may change the case, because each change must name the version.
  const masked = (key: string, value: unknown) => (['version', 'updatedAt', 'requestId'].includes(key) ? '…' : value)
  return [...read, ['/search', found] as const].map(([path, reply]) => `${path} ${JSON.stringify(reply, masked)}`)
}

type Party = readonly [Sector, StaffFunction]
const immigration: Party = ['immigration', 'officer']
const police: Party = ['police', 'investigator']
const prosecution: Party = ['justice', 'prosecutor']
const consulate: Party = ['foreign-affairs', 'officer']
const clinic: Party = ['health', 'caseworker']
const shelter: Party = ['ngo', 'caseworker']

/**
 * Works on the case as the person's sector does: adds a task, and for police and immigration a note and a milestone.
 */
const work = async (person: TestPerson, caseId: string) => {
  const as = force.as(person)
  const sealed = {
    police: ['C5', 'justice', 'reported'],
    immigration: ['C4', 'immigration', 'status-requested'],
  } as const
  const [compartment, track, stage] = sealed[person.sector as keyof typeof sealed] ?? []
  const create = async (path: string, body: object) =>
    expect((await as('POST', path, { caseId, ...body }, { 'idempotency-key': v7() })).status, path).toBe(201)
  await create('/tasks', { kind: 'check-safety', dueAt: new Date(Date.now() + 86_400_000).toISOString() })
  if (!compartment) return
  await create('/notes', { compartment: compartment, text: 'Canary.' })
  const { version } = (await as<Case>('GET', `/cases/${caseId}`)).body
  const on = new Date().toISOString().slice(0, 10)
  const moved = await as('POST', `/cases/${caseId}/actions`, { action: 'advance', version, track, stage, on })
  expect(moved.status, JSON.stringify(moved.body)).toBe(200)
}

describe('that the other came to the case and works on it changes nothing of what can be read by', () => {
  test.each([
    ['immigration, of the police', immigration, police],
    ['the police, of immigration', police, immigration],
    ['immigration, of a consulate', immigration, consulate],
    ['a consulate, of immigration', consulate, immigration],
    ['a clinic, of a prosecutor', clinic, prosecution],
    ['the police, of a clinic', police, clinic],
    ['immigration, of a shelter', immigration, shelter],
    ['a shelter, of the police', shelter, police],
  ])('%s', async (_what, [sector, role], [other, otherRole]) => {
    const caseId = await aCase()
    const reader = await force.person(await force.agency(sector), role)
    await bring(caseId, reader)
    const name = `Other ${v7()}`
    const comer = await force.person(await force.agency(other, { name }), otherRole)
    await tell()
    const before = await viewOf(reader, caseId)
    await bring(caseId, comer)
    await work(comer, caseId)
    await tell()
    const after = await viewOf(reader, caseId)
    expect(after).toEqual(before)
    expect(after.join()).not.toContain(name)
    // The lead knows both agencies and sees all of this work.
    expect((await viewOf(welfare, caseId)).join()).toContain(name)
  })

  test('control: whoever may know of them reads them at once', async () => {
    const caseId = await aCase()
    const reader = await force.person(await force.agency('justice'), 'prosecutor')
    await bring(caseId, reader)
    const name = `Other ${v7()}`
    const comer = await force.person(await force.agency('police', { name }), 'investigator')
    await bring(caseId, comer)
    await work(comer, caseId)
    expect((await viewOf(reader, caseId)).join()).toContain(name)
  })
})
