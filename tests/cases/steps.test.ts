import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let lead: TestPerson
let doctor: TestPerson
let welfare: TestPerson
let bystander: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  lead = await force.person(await force.agency('ngo'), 'caseworker')
  doctor = await force.person(await force.agency('health'), 'caseworker')
  welfare = await force.person(await force.agency('welfare'), 'caseworker')
  bystander = await force.person(await force.agency('local-government'), 'caseworker')
  caseId = (await act(force, lead, await aSentReferral(force, officer, lead.agencyId), 'accept')).body.caseId ?? ''
})
afterAll(() => force.end())

const refer = async (sender: TestPerson, toAgencyId: string) => {
  const answers = { ...adult, kind: 'service' }
  const body = { kind: 'service', caseId, toAgencyId, formId: 'intake-short', formVersion: 1, answers }
  const draft = await force.as(sender)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })
  const sent = await act(force, sender, draft.body.referral, 'send')
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body))
  return sent.body
}
const stepsFor = async (person: TestPerson) =>
  (await force.as(person)<Case>('GET', `/cases/${caseId}`)).body.steps.map(({ key, subjectId, owesAgencyId }) => ({
    key,
    subjectId,
    owesAgencyId,
  }))

test('the lead sees what each partner owes, also between two others; a partner sees only its own ends', async () => {
  const first = await refer(lead, doctor.agencyId)
  await act(force, doctor, first, 'accept')
  const asked = { key: 'referral.first-contact', subjectId: first.id, owesAgencyId: doctor.agencyId }
  expect(await stepsFor(lead)).toContainEqual(asked)

  const onward = await refer(doctor, welfare.agencyId)
  const answer = { key: 'referral.answer', subjectId: onward.id, owesAgencyId: welfare.agencyId }
  expect(await stepsFor(lead)).toContainEqual(answer)
  expect(await stepsFor(doctor)).toEqual(expect.arrayContaining([asked, answer]))

  // A third partner on the same case sees no step of the two referrals above.
  const third = await refer(lead, bystander.agencyId)
  await act(force, bystander, third, 'accept')
  const seen = await stepsFor(bystander)
  expect(seen.map(({ subjectId }) => subjectId)).toEqual([third.id])
})

test('nobody outside the case is told its steps, and whoever is barred is told none', async () => {
  expect((await force.as(officer)('GET', `/cases/${caseId}`)).status).toBe(404)
  await force.owner`insert into app.case_bars (case_id, person_id) values (${caseId}, ${doctor.id})`
  expect((await force.as(doctor)('GET', `/cases/${caseId}`)).status).toBe(404)
  const steps = await force.db.slots.take().then(async (slot) => {
    try {
      return await slot.sql`select app.steps_in(${caseId}) as steps`
    } finally {
      force.db.slots.give(slot, true)
    }
  })
  expect(steps[0]?.steps).toBeNull()
})
