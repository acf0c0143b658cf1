import type { Found } from '@palermo/shared/search/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aDraft, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let stranger: TestPerson
let reference: string
let caseId: string
let referralId: string

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police', { name: 'Harbour Police' }), 'officer')
  caseworker = await force.person(await force.agency('ngo', { name: 'Lantern House' }), 'caseworker')
  stranger = await force.person(await force.agency('health', { name: 'Quiet Clinic' }), 'caseworker')
  const sent = await aSentReferral(force, officer, caseworker.agencyId, { ...adult, needs: ['bed'] })
  await act(force, caseworker, sent, 'accept')
  reference = sent.caseReference ?? ''
  caseId = sent.caseId ?? ''
  referralId = sent.id
})
afterAll(() => force.end())

const find = async (person: TestPerson, input: object) => {
  const { status, body } = await force.as(person)<Found>('POST', '/search', input)
  expect(status).toBe(200)
  return { cases: ids(body.cases), referrals: ids(body.referrals), agencies: body.agencies.map(({ name }) => name) }
}
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
const nothing = { cases: [], referrals: [], agencies: [] }

test('a part of the reference finds the case for those who see it, and the referral for both ends', async () => {
  for (const q of [reference, reference.toLowerCase(), reference.slice(4, 9)]) {
    expect(await find(caseworker, { q })).toEqual({ cases: [caseId], referrals: [referralId], agencies: [] })
    // The sender finds the referral, but no longer the case.
    expect(await find(officer, { q })).toEqual({ cases: [], referrals: [referralId], agencies: [] })
    expect(await find(stranger, { q })).toEqual(nothing)
  }
})

test('the other agency finds what runs with it; one’s own finds itself in the directory alone', async () => {
  expect(await find(caseworker, { q: 'harbour' })).toEqual({
    cases: [],
    referrals: [referralId],
    agencies: ['Harbour Police'],
  })
  expect(await find(caseworker, { q: 'lantern' })).toEqual({ cases: [], referrals: [], agencies: ['Lantern House'] })
  expect((await find(stranger, { q: 'harbour' })).referrals).toEqual([])
})

test('a code of what is needed finds the referrals that ask for it', async () => {
  expect((await find(caseworker, { q: 'zz', needs: ['bed'] })).referrals).toEqual([referralId])
  expect((await find(caseworker, { q: 'zz', needs: ['legal-advice'] })).referrals).toEqual([])
  expect((await find(stranger, { q: 'zz', needs: ['bed'] })).referrals).toEqual([])
})

test('nobody is found by name, nor by words in a compartment, nor a draft', async () => {
  expect(await find(caseworker, { q: 'Canary' })).toEqual(nothing)
  const draft = await aDraft(force, officer, stranger.agencyId)
  expect((await find(officer, { q: 'quiet' })).referrals).not.toContain(draft.id)
})

test('what is no question is told as such', async () => {
  for (const input of [
    {},
    { q: 'x' },
    { q: 'x'.repeat(61) },
    { q: 'ab', services: ['none'] },
    { q: 'ab', name: 'x' },
  ]) {
    expect((await force.as(caseworker)('POST', '/search', input)).status).toBe(422)
  }
})
