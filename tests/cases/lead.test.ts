import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let doctor: TestPerson
let otherDoctor: TestPerson
let headOfDoctors: TestPerson
let officer: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  const hospital = await force.agency('health')
  doctor = await force.person(hospital, 'caseworker')
  otherDoctor = await force.person(hospital, 'caseworker')
  headOfDoctors = await force.person(hospital, 'supervisor')
})
afterAll(() => force.end())

/** Makes a case that the caseworker leads, with a service that the supervisor requested from the doctor. */
const aService = async () => {
  const lead = (await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept')).body
  const body = {
    kind: 'service',
    caseId: lead.caseId,
    toAgencyId: doctor.agencyId,
    formId: 'intake-short',
    formVersion: 1,
    answers: { ...adult, kind: 'service' },
  }
  const draft = await force.as(supervisor)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })
  const service = (await act(force, supervisor, draft.body.referral, 'send')).body
  return { caseId: lead.caseId ?? '', service }
}
const giveLead = async (caseId: string, personId: string) => {
  const { version } = (await force.as(supervisor)<Case>('GET', `/cases/${caseId}`)).body
  const input = { action: 'assign-lead', version, personId }
  return force.as(supervisor)<Case>('POST', `/cases/${caseId}/actions`, input)
}

test('whoever is given the lead sees what runs in the case, and may end it; whoever gave it up does so no more', async () => {
  const { caseId, service } = await aService()
  const seen = (person: TestPerson) => force.as(person)<Referral>('GET', `/referrals/${service.id}`)
  expect((await seen(caseworker)).body.actions).toContain('withdraw')
  expect((await seen(colleague)).status).toBe(404)
  expect((await giveLead(caseId, colleague.id)).body.leadPersonId).toBe(colleague.id)
  expect((await seen(colleague)).body.actions).toContain('withdraw')
  expect((await seen(caseworker)).status).toBe(404)
})

test('what another agency owes to its lead on the case itself moves with the lead', async () => {
  const { caseId } = await aService()
  // Makes the doctor's agency owe the deadline to the case lead, as for a decision that another agency takes; in the
  // shipped profiles the leading agency takes it.
  await force.owner`update app.deadlines set owes_agency_id = ${doctor.agencyId}, owes_person_id = null,
      owed_agency_id = ${caseworker.agencyId}, owed_person_id = ${caseworker.id}, applied_rule = applied_rule || '{"owedTo":"case-lead"}'
    where subject_id = ${caseId} and closed_at is null`
  const next = await force.person(caseworker.agencyId, 'caseworker')
  expect((await giveLead(caseId, next.id)).status).toBe(200)
  const owed = await force.owner<{ person: string }[]>`
    select distinct owed_person_id as person from app.deadlines where subject_id = ${caseId} and closed_at is null`
  expect([...owed]).toEqual([{ person: next.id }])
})

test('what others owe to the lead of a case is owed to whoever leads it now, also once they have left', async () => {
  const { caseId, service } = await aService()
  const accepted = (await act(force, doctor, service, 'accept')).body
  await act(force, doctor, accepted, 'start')
  const waits = async (person: TestPerson) => {
    const { items } = (await force.as(person)<WorkItemPage>('GET', '/work-items?side=is-owed')).body
    return items.some(({ subjectId, step }) => subjectId === service.id && step === 'referral.service-review')
  }
  expect([await waits(caseworker), await waits(colleague)]).toEqual([true, false])
  // Reassigning the service within the doctor's agency does not change who waits for its review: the case lead, who is
  // the caseworker.
  const running = (await force.as(headOfDoctors)<Referral>('GET', `/referrals/${service.id}`)).body
  expect((await act(force, headOfDoctors, running, 'assign', { assigneeId: otherDoctor.id })).status).toBe(200)
  expect([await waits(caseworker), await waits(colleague)]).toEqual([true, false])
  await giveLead(caseId, colleague.id)
  expect([await waits(caseworker), await waits(colleague)]).toEqual([false, true])

  const administrator = await force.person(await force.agency('secretariat'), 'administrator')
  const [row] = await force.owner<{ version: number }[]>`select version from app.people where id = ${colleague.id}`
  await force.as(administrator)('PATCH', `/people/${colleague.id}`, { version: row?.version, disabled: true })
  expect(await waits(caseworker)).toBe(true)
  const inTheirName =
    await force.owner`select from app.deadlines where closed_at is null and ${colleague.id} in (owes_person_id, owed_person_id)
    union all select from app.work_items where assignee_id = ${colleague.id}`
  expect(inTheirName).toHaveLength(0)
})

test('what still runs in a case that its lead closed is answered by whoever works there, once they have left', async () => {
  const { caseId, service } = await aService()
  const accepted = (await act(force, doctor, service, 'accept')).body
  const { version } = (await force.as(caseworker)<Case>('GET', `/cases/${caseId}`)).body
  const close = { action: 'close', version, reason: 'help-completed' }
  expect((await force.as(caseworker)('POST', `/cases/${caseId}/actions`, close)).status).toBe(200)
  const administrator = await force.person(await force.agency('secretariat'), 'administrator')
  const [row] = await force.owner<{ version: number }[]>`select version from app.people where id = ${caseworker.id}`
  await force.as(administrator)('PATCH', `/people/${caseworker.id}`, { version: row?.version, disabled: true })
  expect((await act(force, doctor, accepted, 'start')).status).toBe(200)
  const present = await force.person(caseworker.agencyId, 'caseworker')
  const { items } = (await force.as(present)<WorkItemPage>('GET', '/work-items?side=is-owed')).body
  expect(items.filter(({ subjectId }) => subjectId === service.id).map(({ step }) => step)).toEqual([
    'referral.service-review',
  ])
  expect((await force.as(present)('GET', `/referrals/${service.id}`)).status).toBe(200)
})
