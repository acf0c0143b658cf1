import type { Absence, AbsenceList } from '@palermo/shared/absences/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { WorkItem, WorkItemCounts } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let stranger: TestPerson
let caseworker: TestPerson
let deputy: TestPerson
let counsellor: TestPerson
let supervisor: TestPerson
let referral: Referral
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  officer = await force.person(await force.agency('police'), 'officer')
  stranger = await force.person(await force.agency('health'), 'caseworker')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  deputy = await force.person(ngo, 'caseworker')
  counsellor = await force.person(ngo, 'counsellor')
  supervisor = await force.person(ngo, 'supervisor')
  const sent = await aSentReferral(force, officer, ngo)
  referral = (await act(force, caseworker, sent, 'accept')).body
  caseId = referral.caseId ?? ''
  const body = { caseId, compartment: 'C4', text: 'Canary of her papers' }
  await force.as(caseworker)('POST', '/notes', body, { 'idempotency-key': v7() })
})

const at = async (days: number) => {
  const [row] = await force.owner<
    { at: Date }[]
  >`select app.now() + make_interval(hours => ${Math.round(days * 24)}) as at`
  return row?.at.toISOString() ?? ''
}
const away = async (
  by: TestPerson,
  deputyId: string,
  more: { from?: number; until?: number; personId?: string } = {},
) => {
  const { from = -1, until = 7, ...rest } = more
  const body = { deputyId, fromAt: await at(from), untilAt: await at(until), ...rest }
  return force.as(by)<Absence>('POST', '/absences', body, { 'idempotency-key': v7() })
}
const seen = (person: TestPerson) => force.as(person)<Case>('GET', `/cases/${caseId}`)
const queue = async (person: TestPerson) =>
  (await force.as(person)<{ items: WorkItem[] }>('GET', '/work-items')).body.items.filter(
    (item) => item.caseId === caseId,
  )
const list = async (person: TestPerson) => (await force.as(person)<AbsenceList>('GET', '/absences')).body.items

describe('while a member of staff is absent', () => {
  test('the deputy has their work in the queue and the counts, and may do it', async () => {
    expect(await queue(deputy)).toEqual([])
    expect((await away(caseworker, deputy.id)).status).toBe(201)
    const work = await queue(deputy)
    expect(work.map(({ step, assigneeId }) => [step, assigneeId]).sort()).toEqual([
      ['case.review', caseworker.id],
      ['referral.first-contact', caseworker.id],
    ])
    const { body } = await force.as(deputy)<WorkItemCounts>('GET', '/work-items/counts')
    expect(body.owes).toBe(2)
    const known = await force.as(deputy)<Referral>('GET', `/referrals/${referral.id}`)
    expect((await act(force, deputy, known.body, 'start')).status).toBe(200)
    expect((await seen(deputy)).body.actions).toContain('review')
  })

  test('the deputy reads no more than the absent person, nor than the deputy’s own role allows', async () => {
    await away(caseworker, counsellor.id)
    const { body } = await seen(counsellor)
    expect(body.noteCompartments).toEqual(['C1', 'C3'])
    expect(JSON.stringify(body)).not.toContain('Canary of her papers')
    const raw = rawConnection(force)
    expect(await raw.attempt(counsellor, (sql) => sql`select * from app.texts_c4`)).toHaveLength(0)
    expect(
      await raw.attempt(counsellor, (sql) => sql`select authz.compartments(${caseId}) as compartments`),
    ).toMatchObject([{ compartments: expect.not.arrayContaining(['C2', 'C4', 'C5']) }])
    await raw.end()
  })

  test('a bar of the deputy still applies', async () => {
    await force.owner`insert into app.case_bars (case_id, person_id) values (${caseId}, ${deputy.id})`
    await away(caseworker, deputy.id)
    expect(await queue(deputy)).toEqual([])
    expect((await seen(deputy)).status).toBe(404)
    expect((await force.as(deputy)('GET', `/referrals/${referral.id}`)).status).toBe(404)
    expect((await force.as(deputy)<WorkItemCounts>('GET', '/work-items/counts')).body.owes).toBe(0)
  })

  test('notifications go to both, and the deputy is notified of the appointment', async () => {
    await away(caseworker, deputy.id)
    const now = (await force.as(officer)<Referral>('GET', `/referrals/${referral.id}`)).body
    const change = { topic: 'safety', old: 'a', new: 'b', reason: 'c' }
    expect((await act(force, officer, now, 'amend', change)).status).toBe(200)
    await hands.tell()
    for (const person of [caseworker, deputy])
      expect((await toldTo(force, person.id)).map(({ topic }) => topic)).toContain('referral.amended')
    expect((await toldTo(force, deputy.id)).map(({ topic }) => topic)).toContain('absence.named')
    expect((await toldTo(force, counsellor.id)).map(({ topic }) => topic)).not.toContain('referral.amended')
  })
})

test('the absence begins and ends at its times, whether or not a job runs', async () => {
  await away(caseworker, deputy.id, { from: 1, until: 3 })
  expect((await seen(deputy)).status).toBe(404)
  await force.moveClock('25 hours')
  expect((await seen(deputy)).status).toBe(200)
  await force.moveClock('49 hours')
  expect((await seen(deputy)).status).toBe(404)
  expect(await queue(deputy)).toEqual([])
  expect(await list(caseworker)).toEqual([])
})

test('the absent person or a supervisor ends it early, and it ends at once', async () => {
  const made = await away(caseworker, deputy.id)
  expect((await force.as(deputy)('POST', `/absences/${made.body.id}/end`, {})).status).toBe(403)
  expect((await force.as(stranger)('POST', `/absences/${made.body.id}/end`, {})).status).toBe(404)
  expect((await force.as(supervisor)('POST', `/absences/${made.body.id}/end`, {})).status).toBe(204)
  expect((await seen(deputy)).status).toBe(404)
  expect(await list(stranger)).toEqual([])
})

test('only the absent person or a supervisor sets an absence, and the deputy is a present colleague', async () => {
  const pointer = async (reply: { body: unknown }) => reply.body as { errors?: { pointer: string }[] }
  expect((await away(deputy, counsellor.id, { personId: caseworker.id })).status).toBe(403)
  expect(await pointer(await away(caseworker, stranger.id))).toMatchObject({ errors: [{ pointer: '/deputyId' }] })
  expect(await pointer(await away(caseworker, caseworker.id))).toMatchObject({ errors: [{ pointer: '/deputyId' }] })
  expect(await pointer(await away(caseworker, deputy.id, { from: 3, until: 2 }))).toMatchObject({
    errors: [{ pointer: '/untilAt' }],
  })
  expect(await pointer(await away(caseworker, deputy.id, { from: -9, until: -2 }))).toMatchObject({
    errors: [{ pointer: '/untilAt' }],
  })
  expect((await away(supervisor, counsellor.id, { personId: deputy.id })).status).toBe(201)
  expect(await pointer(await away(caseworker, deputy.id))).toMatchObject({ errors: [{ pointer: '/deputyId' }] })
  expect((await away(caseworker, counsellor.id)).status).toBe(201)
  expect(await pointer(await away(caseworker, supervisor.id, { from: 2, until: 20 }))).toMatchObject({
    errors: [{ pointer: '/fromAt' }],
  })
  const raw = rawConnection(force)
  await refused(
    raw.attempt(
      deputy,
      (sql) => sql`insert into app.absences (id, agency_id, person_id, deputy_id, from_at, until_at, set_by)
        values (${v7()}, ${deputy.agencyId}, ${caseworker.id}, ${deputy.id}, now(), now() + interval '1 day', ${deputy.id})`,
    ),
  )
  await raw.end()
})
