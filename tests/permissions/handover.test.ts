import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let doctor: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  doctor = await force.person(await force.agency('health'), 'caseworker')
})
afterAll(() => force.end())

const onward = async (caseId: string | null, kind: 'lead' | 'service') => {
  const body = {
    kind,
    caseId,
    toAgencyId: doctor.agencyId,
    formId: 'intake-short',
    formVersion: 1,
    answers: { ...adult, kind },
  }
  const draft = await force.as(caseworker)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })
  return act(force, caseworker, draft.body.referral, 'send')
}
const seen = (person: TestPerson, { id }: Referral) => force.as(person)<Referral>('GET', `/referrals/${id}`)

test('who hands the lead on, and still serves, keeps the case and can still hand the work to a colleague', async () => {
  const first = (await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept')).body
  const toDoctor = (await onward(first.caseId, 'lead')).body
  expect((await act(force, doctor, toDoctor, 'accept')).status).toBe(200)
  const theCase = await force.as(caseworker)<Case>('GET', `/cases/${first.caseId}`)
  expect(theCase.body).toMatchObject({
    lead: { id: doctor.agencyId },
    actions: ['advance', 'record-exploitation', 'correct-person', 'open-earlier'],
  })
  const now = await seen(supervisor, first)
  expect(now.body.actions).toContain('assign')
  expect((await act(force, supervisor, now.body, 'assign', { assigneeId: colleague.id })).status).toBe(200)
  // The officer, who only referred the person and serves nothing, no longer has access to the case.
  expect((await force.as(officer)('GET', `/cases/${first.caseId}`)).status).toBe(404)
})

test('a need that one agency declined after the lead went on is asked of the next, and the new lead sees it', async () => {
  const first = (await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept')).body
  const asked = (await onward(first.caseId, 'service')).body
  const lead = (await onward(first.caseId, 'lead')).body
  await act(force, doctor, lead, 'accept')
  const declined = await act(force, doctor, (await seen(doctor, asked)).body, 'decline', { reason: 'no-capacity' })
  expect(declined.status).toBe(200)
  const third = await force.person(await force.agency('welfare'), 'caseworker')
  const now = await seen(caseworker, asked)
  expect(now.body.actions).toContain('refer-onward')
  expect((await act(force, caseworker, now.body, 'refer-onward', { toAgencyId: third.agencyId })).status).toBe(200)
  const inbox = await force.as(third)<{ items: Referral[] }>('GET', '/referrals?box=inbox')
  expect(inbox.body.items).toMatchObject([{ threadId: asked.threadId, status: 'sent' }])
  const [row] = await force.owner`select lead_agency_id from app.referrals where id = ${inbox.body.items[0]?.id ?? ''}`
  expect(row?.lead_agency_id).toBe(doctor.agencyId)
})

test('nothing is sent into a case that has closed meanwhile', async () => {
  const first = (await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept')).body
  const body = {
    kind: 'service',
    caseId: first.caseId,
    toAgencyId: doctor.agencyId,
    formId: 'intake-short',
    formVersion: 1,
    answers: { ...adult, kind: 'service' },
  }
  const draft = await force.as(caseworker)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })
  const { version } = (await force.as(caseworker)<Case>('GET', `/cases/${first.caseId}`)).body
  await force.as(caseworker)('POST', `/cases/${first.caseId}/actions`, {
    action: 'close',
    version,
    reason: 'help-completed',
  })
  const sent = await act(force, caseworker, draft.body.referral, 'send')
  expect(sent).toMatchObject({ status: 409, body: { type: '/problems/wrong-status' } })
})
