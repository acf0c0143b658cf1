import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Companions, Group, ReferredTogether } from '@palermo/shared/groups/contract.ts'
import { isParted } from '@palermo/shared/groups/together.ts'
import type { Problem } from '@palermo/shared/problem.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let shelter: TestPerson
let mother: Case
let child: Case
let aunt: Case
let group: Group

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  shelter = await force.person(await force.agency('welfare'), 'caseworker')
  const aCase = async (answers = {}) => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, { ...adult, ...answers })
    await act(force, caseworker, sent, 'accept')
    return (await force.as(caseworker)<Case>('GET', `/cases/${sent.caseId}`)).body
  }
  mother = await aCase({ language: 'vi', interpreter: 'yes' })
  child = await aCase({ 'under-18': 'yes', 'age-band': '9-17' })
  aunt = await aCase()
  const references = [child.reference, aunt.reference]
  const kept = { caseId: mother.id, kind: 'family', wish: 'together', references }
  group = (await force.as(caseworker)<Group>('POST', '/groups', kept, { 'idempotency-key': v7() })).body
})
afterAll(() => force.end())

const everyone = () => [{ caseId: mother.id, wants: 'yes' }, { caseId: child.id }, { caseId: aunt.id, wants: 'yes' }]
const refer = (person: TestPerson, more: object = {}, key: string = v7()) =>
  force.as(person)<ReferredTogether & Partial<Problem>>(
    'POST',
    `/groups/${group.id}/referrals`,
    {
      toAgencyId: shelter.agencyId,
      members: everyone(),
      urgency: 'soon',
      needs: ['bed'],
      safeNow: 'yes',
      story: 'Canary words for all of them.',
      ...more,
    },
    { 'idempotency-key': key },
  )
const referrals = async () => (await force.owner`select count(*)::int as n from app.referrals`)[0]?.n as number
const companions = (person: TestPerson, id: string) =>
  force.as(person)<Companions>('GET', `/groups/companions?referralId=${id}`)

test('one act makes one referral for each, with its own code and clocks; a retry makes no more', async () => {
  const before = await referrals()
  const key = v7()
  const first = await refer(caseworker, {}, key)
  expect(first.status).toBe(201)
  expect(first.body.items.map(({ caseId }) => caseId).sort()).toEqual([mother.id, child.id, aunt.id].sort())
  expect(new Set(first.body.items.map(({ sentAt }) => sentAt)).size).toBe(1)
  const ofMother = first.body.items.find(({ caseId }) => caseId === mother.id)
  const ofChild = first.body.items.find(({ caseId }) => caseId === child.id)
  expect(ofMother).toMatchObject({ status: 'sent', kind: 'service', language: 'vi', interpreter: true, needs: ['bed'] })
  expect(ofChild).toMatchObject({ childProcedure: true, ageBand: '9-17' })
  const again = await refer(caseworker, {}, key)
  expect(again.body.items.map(({ id }) => id)).toEqual(first.body.items.map(({ id }) => id))
  expect(await referrals()).toBe(before + 3)
  for (const { id } of first.body.items) {
    const clocks =
      await force.owner`select key from app.deadlines where subject_id = ${id} and closed_at is null order by key`
    expect(clocks.map(({ key: name }) => name)).toEqual(['referral.acknowledge', 'referral.answer'])
  }
  expect((await refer(caseworker, { urgency: 'routine' }, key)).status).toBe(422)
})

test('the receiver sees them together, accepts some or all, and both ends are told when they are parted', async () => {
  const { items } = (await refer(caseworker)).body
  const [one, two, three] = items
  if (!one || !two || !three) throw new Error('three were sent')
  const told = (await companions(shelter, one.id)).body.group
  const here = told?.referrals.filter(({ id }) => [two.id, three.id].includes(id))
  expect(here?.map(({ mayAccept }) => mayAccept)).toEqual([true, true])
  expect((await companions(caseworker, one.id)).body.group?.referrals.some(({ mayAccept }) => mayAccept)).toBe(false)
  // The text was written once for the group, and each referral stores it in its own compartment.
  const before = await force.as(shelter)<Referral>('GET', `/referrals/${one.id}`)
  expect(JSON.stringify(before.body)).not.toContain('Canary')
  const accepted = await act(force, shelter, one, 'accept')
  expect(JSON.stringify(accepted.body)).toContain('Canary words for all of them.')
  expect((await act(force, shelter, two, 'decline', { reason: 'no-capacity' })).status).toBe(200)
  for (const person of [shelter, caseworker]) {
    const group_ = (await companions(person, three.id)).body.group
    const statuses =
      group_?.referrals.filter(({ id }) => [one.id, two.id].includes(id)).map(({ status }) => status) ?? []
    expect(isParted(group_?.wish ?? '', statuses)).toBe(true)
  }
})

test('people are parted by a yes and a no, not by an answer that is still to come, nor who wish it', () => {
  expect(isParted('together', ['accepted', 'sent'])).toBe(false)
  expect(isParted('together', ['declined', 'returned'])).toBe(false)
  expect(isParted('near', ['in-service', 'returned'])).toBe(true)
  expect(isParted('apart', ['accepted', 'declined'])).toBe(false)
})

test.each([
  [
    'an adult who does not want it',
    () => ({ members: [{ caseId: mother.id, wants: 'no' }, { caseId: child.id }] }),
    '/members/0/wants',
  ],
  [
    'an adult whom nobody asked',
    () => ({ members: [{ caseId: child.id }, { caseId: mother.id }] }),
    '/members/1/wants',
  ],
  ['somebody who is none of them', () => ({ members: [...everyone(), { caseId: v7() }] }), '/members/3/caseId'],
  ['one alone', () => ({ members: [{ caseId: child.id }] }), '/members'],
  ['somebody twice', () => ({ members: [{ caseId: child.id }, { caseId: child.id }] }), '/members'],
  ['one’s own agency', () => ({ toAgencyId: caseworker.agencyId }), '/toAgencyId'],
  ['an agency that is none', () => ({ toAgencyId: v7() }), '/toAgencyId'],
  ['no need', () => ({ needs: [] }), '/needs'],
])('refuses %s, and then nothing is sent', async (_who, more, pointer) => {
  const before = await referrals()
  const reply = await refer(caseworker, more())
  expect(reply.status).toBe(422)
  expect(reply.body.errors?.map((error) => error.pointer)).toContain(pointer)
  expect(await referrals()).toBe(before)
})

test('where a life is in danger, adults go without having been asked', async () => {
  const members = [{ caseId: mother.id }, { caseId: child.id }]
  expect((await refer(caseworker, { members, lifeInDanger: true, urgency: 'tonight' })).status).toBe(201)
})

test('who sees one of them, or none, refers nobody else', async () => {
  expect((await refer(await force.person(await force.agency('health'), 'caseworker'))).status).toBe(404)
  expect((await refer(supervisor)).status).toBe(404)
  await force.as(supervisor)('POST', `/cases/${mother.id}/members`, { personId: colleague.id })
  const before = await referrals()
  expect((await refer(colleague)).body.errors).toMatchObject([{ pointer: '/members/1/caseId' }])
  expect(await referrals()).toBe(before)
})

test('one of them whose case has ended stops all, and says which', async () => {
  const { version } = (await force.as(caseworker)<Case>('GET', `/cases/${aunt.id}`)).body
  const closed = await force.as(caseworker)('POST', `/cases/${aunt.id}/actions`, {
    action: 'close',
    version,
    reason: 'moved-abroad',
  })
  expect(closed.status).toBe(200)
  const before = await referrals()
  expect((await refer(caseworker)).body.errors).toMatchObject([{ pointer: '/members/2/caseId', detail: 'has ended' }])
  expect(await referrals()).toBe(before)
})
