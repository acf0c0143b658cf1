import type { Case, CaseListItem } from '@palermo/shared/cases/contract.ts'
import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import type { Referral, TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, adult } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let doctor: TestPerson
let lead: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  doctor = await force.person(await force.agency('health'), 'caseworker')
  lead = await force.person(await force.agency('secretariat'), 'lead')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

const open = (person: TestPerson, more: object = {}, key: string = v7()) =>
  force.as(person)<Case>(
    'POST',
    '/cases',
    { urgency: 'soon', under18: 'no', ageBand: '21-29', callName: 'Canary Own Name', ...more },
    { 'idempotency-key': key },
  )
const actOn = (person: TestPerson, { id, version }: Case, action: string, input: object = {}) =>
  force.as(person)<Case>('POST', `/cases/${id}/actions`, { action, version, ...input })
const draft = ({ id }: Case) =>
  force.as(caseworker)<Draft>(
    'POST',
    '/referrals',
    {
      kind: 'service',
      caseId: id,
      toAgencyId: doctor.agencyId,
      formId: 'intake-short',
      formVersion: 1,
      answers: { ...adult, kind: 'service' },
    },
    { 'idempotency-key': v7() },
  )

test('an agency opens a case for itself: help starts, with its clocks, and nobody else is asked', async () => {
  const key = v7()
  const made = await open(caseworker, {}, key)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    status: 'open',
    agencyOnly: true,
    leadPersonId: caseworker.id,
    identity: { callName: 'Canary Own Name' },
  })
  expect(made.body.actions).toContain('share')
  expect((await open(caseworker, {}, key)).body.id).toBe(made.body.id)
  expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
  const child = await open(caseworker, { under18: 'unknown', ageBand: 'unknown' })
  expect(child.body.childProcedure).toBe(true)
  expect(child.body.deadlines.map((clock) => clock.key).sort()).toEqual([
    'case.review',
    'child.best-interests',
    'child.guardian',
  ])
})

test('it is seen by those who are put on it and those who answer for them, and by nobody else at all', async () => {
  const { body } = await open(caseworker)
  const listed = async (person: TestPerson) =>
    (await force.as(person)<{ items: CaseListItem[] }>('GET', '/cases')).body.items.some(({ id }) => id === body.id)
  expect(await listed(caseworker)).toBe(true)
  expect(await listed(supervisor)).toBe(true)
  for (const person of [colleague, doctor, lead]) {
    expect((await force.as(person)('GET', `/cases/${body.id}`)).status).toBe(404)
    expect(await listed(person)).toBe(false)
  }
  const raw = rawConnection(force)
  expect(await raw.attempt(doctor, (sql) => sql`select * from app.cases where agency_only`)).toHaveLength(0)
  await raw.end()
})

test('nobody else counts it or hears that it is late; its own agency does', async () => {
  const cases = async (person: TestPerson) => {
    const { body: numbers } = await force.as(person)<WorkNumbers>('GET', '/dashboards/work')
    return numbers.caseload.agencies.find(({ agencyId }) => agencyId === caseworker.agencyId)?.cases ?? 0
  }
  const before = { lead: await cases(lead), supervisor: await cases(supervisor) }
  const { body } = await open(caseworker, { urgency: 'tonight' })
  await force.moveClock('200 days')
  await hands.sweep()
  await hands.tell()
  expect((await toldTo(force, lead.id)).filter(({ topic }) => topic === 'agency.late')).toEqual([])
  expect((await toldTo(force, supervisor.id)).map(({ topic }) => topic)).toContain('clock.escalate')
  expect(await cases(lead)).toBe(before.lead)
  expect(await cases(supervisor)).toBe(before.supervisor + 1)
  const late = async (person: TestPerson) =>
    JSON.stringify((await force.as(person)('GET', '/dashboards/work/list?number=late')).body)
  expect(await late(lead)).not.toContain(body.reference)
  expect(await late(supervisor)).toContain(body.reference)
})

test('nothing is asked of others in it until it is shared, and then it is as any other', async () => {
  const { body } = await open(caseworker)
  const { referral } = (await draft(body)).body
  const refusedSend = await act(force, caseworker, referral, 'send')
  expect(refusedSend.body).toMatchObject({ type: '/problems/wrong-status' })
  for (const asked of ['no', 'not-asked', 'refused', 'unknown'])
    expect((await actOn(caseworker, body, 'share', { asked })).body).toMatchObject({ errors: [{ pointer: '/asked' }] })
  expect((await actOn(colleague, body, 'share', { asked: 'yes' })).status).toBe(404)
  const shared = await actOn(caseworker, body, 'share', { asked: 'yes' })
  expect(shared.body).toMatchObject({ agencyOnly: false })
  expect(shared.body.actions).not.toContain('share')
  const again = (await force.as(caseworker)<Referral>('GET', `/referrals/${referral.id}`)).body
  expect((await act(force, caseworker, again, 'send')).status).toBe(200)
  const { body: told } = await force.as(caseworker)<{ items: TimelineEvent[] }>('GET', `/cases/${body.id}/timeline`)
  expect(told.items.find(({ action }) => action === 'share')?.facts).toEqual({ basis: 'consent' })
})

test('below HTTP nobody takes it back for themselves, joins it or asks in it', async () => {
  const { body } = await open(caseworker)
  const shared = await actOn(caseworker, (await open(caseworker)).body, 'share', {
    asked: 'unknown',
    legalBasis: 'court-order',
  })
  const raw = rawConnection(force)
  await refused(
    raw.attempt(caseworker, (sql) => sql`update app.cases set agency_only = true where id = ${shared.body.id}`),
  )
  await raw.end()
  await expect(
    force.owner`insert into app.case_members (case_id, agency_id, compartment) values (${body.id}, ${doctor.agencyId}, 'C0')`,
  ).rejects.toMatchObject({ code: 'PA338' })
})

test('who may not meet somebody, or may never know who she is, opens none', async () => {
  expect((await open(lead)).status).toBe(403)
  expect((await open(await force.person(caseworker.agencyId, 'lawyer'))).status).toBe(403)
  expect((await open(caseworker, { under18: 'maybe' })).body).toMatchObject({ errors: [{ pointer: '/under18' }] })
})
