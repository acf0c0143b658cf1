import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let doctor: TestPerson
let officer: TestPerson

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

test('whoever is given the lead sees what runs in the case, and may end it; whoever gave it up does so no more', async () => {
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
  const onward = (await act(force, supervisor, draft.body.referral, 'send')).body
  const seen = (person: TestPerson) => force.as(person)<Referral>('GET', `/referrals/${onward.id}`)
  expect((await seen(caseworker)).body.actions).toContain('withdraw')
  expect((await seen(colleague)).status).toBe(404)

  const { version } = (await force.as(supervisor)<Case>('GET', `/cases/${lead.caseId}`)).body
  const given = await force.as(supervisor)<Case>('POST', `/cases/${lead.caseId}/actions`, {
    action: 'assign-lead',
    version,
    personId: colleague.id,
  })
  expect(given.body.leadPersonId).toBe(colleague.id)
  expect((await seen(colleague)).body.actions).toContain('withdraw')
  expect((await seen(caseworker)).status).toBe(404)
})
