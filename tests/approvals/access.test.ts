import type { Approval } from '@palermo/shared/approvals/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { RequestPage } from '@palermo/shared/requests/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Raw, rawConnection, refused } from '../attacks/raw.ts'
import { adult, aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let raw: Raw
let lead: TestPerson
let boss: TestPerson
let partner: TestPerson
let heads: TestPerson[]
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

/**
 * Makes a case that a welfare agency leads and a shelter serves. The two heads and the administrator of other agencies
 * can be asked for an approval.
 */
beforeEach(async () => {
  const welfare = await force.agency('welfare')
  lead = await force.person(welfare, 'caseworker')
  boss = await force.person(welfare, 'supervisor')
  const shelter = await force.agency('ngo')
  partner = await force.person(shelter, 'caseworker')
  heads = [
    await force.person(shelter, 'head'),
    await force.person(shelter, 'head'),
    await force.person(await force.agency('secretariat'), 'administrator'),
  ]
  caseId = await aServedCase(force, lead, partner, { ...adult, urgency: 'routine' })
})

const compartments = async (person: TestPerson) =>
  (
    await force.owner<{ compartment: string }[]>`
      select distinct compartment from app.case_members where case_id = ${caseId} and person_id = ${person.id} and until_at is null order by 1`
  ).map(({ compartment }) => compartment)
const assign = (person: TestPerson, whom: TestPerson) =>
  force.as(person)<Case>('POST', `/cases/${caseId}/members`, { personId: whom.id })
const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const basis = { purpose: 'assistance', legalBasis: 'consent' }
const ask = (person: TestPerson, compartment: string) =>
  force.as(person)<Approval>(
    'POST',
    '/approvals',
    { kind: 'access', caseId, compartment, ...basis },
    { 'idempotency-key': v7() },
  )
const answer = (person: TestPerson, { id, version }: { id: string; version: number }, action = 'approve') =>
  force.as(person)<Approval>('POST', `/approvals/${id}/actions`, { action, version })

describe('no actor grants themselves access', () => {
  test('by assigning themselves: a supervisor gets only C0, and a colleague what the agency holds', async () => {
    expect((await assign(boss, boss)).status).toBe(200)
    expect(await compartments(boss)).toEqual(['C0'])
    const colleague = await force.person(lead.agencyId, 'caseworker')
    expect((await assign(boss, colleague)).status).toBe(200)
    expect((await compartments(colleague)).length).toBeGreaterThan(1)
  })

  test('by SQL under the API’s login', async () => {
    const all = '{C0,C1,C2,C3,C4}'
    await raw.commit(boss, (sql) => sql`select app.assign_member(${caseId}, ${boss.id}, ${all}::text[])`)
    expect(await compartments(boss)).toEqual(['C0'])
    const insert = (sql: Raw['sql']) =>
      sql`insert into app.absences (id, agency_id, person_id, deputy_id, from_at, until_at, set_by)
        values (${v7()}, ${boss.agencyId}, ${lead.id}, ${boss.id}, app.now() - interval '1 minute', app.now() + interval '1 day', ${boss.id})`
    await refused(raw.commit(boss, insert))
    await refused(
      raw.commit(
        boss,
        (sql) => sql`select app.join_case(${caseId}, ${boss.agencyId}, ${boss.id}, ${all}::text[], null)`,
      ),
    )
  })

  test('by becoming the deputy of a person with access', async () => {
    const absence = (deputyId: string, by: TestPerson, personId = lead.id) =>
      force.as(by)(
        'POST',
        '/absences',
        { personId, deputyId, fromAt: hoursFromNow(-1), untilAt: hoursFromNow(24) },
        { 'idempotency-key': v7() },
      )
    expect((await absence(boss.id, boss)).body).toMatchObject({ status: 422, errors: [{ pointer: '/deputyId' }] })
    expect((await absence(boss.id, lead)).status).toBe(201)
  })

  test('by taking the lead, or handing the case to themselves', async () => {
    const { body } = await force.as(boss)<Case>('GET', `/cases/${caseId}`)
    const handed = await force.as(boss)('POST', `/cases/${caseId}/actions`, {
      action: 'hand-over',
      version: body.version,
      toPersonId: boss.id,
      asked: 'yes',
      summary: [{ compartment: 'C1', text: 'Nothing to say.' }],
    })
    expect(handed.body).toMatchObject({ status: 422, errors: [{ pointer: '/toPersonId' }] })
    const taken = await force.as(boss)<Case>('POST', `/cases/${caseId}/actions`, {
      action: 'assign-lead',
      version: body.version,
      personId: boss.id,
    })
    expect(taken.status).toBe(200)
    expect(await compartments(boss)).toEqual(['C0'])
    expect(await compartments(boss)).toEqual(['C0'])
  })
})

describe('another person grants access', () => {
  test('a colleague who answers for the compartment, if there is one; else another agency', async () => {
    await assign(boss, boss)
    const offered = async () => (await force.as(boss)<RequestPage>('GET', `/requests?caseId=${caseId}`)).body
    expect(await offered()).toMatchObject({ askable: [], askableByApproval: expect.arrayContaining(['C1', 'C2']) })
    const asked = await force.as(boss)(
      'POST',
      '/requests',
      { caseId, compartment: 'C1', ...basis },
      { 'idempotency-key': v7() },
    )
    expect(asked.status).toBe(403)
    const approval = await ask(boss, 'C1')
    expect(approval.body).toMatchObject({ status: 'asked', needed: 1, to: { id: partner.agencyId } })
    expect((await ask(boss, 'C1')).status).toBe(403)
    expect((await answer(boss, approval.body)).status).toBe(403)
    const [head] = heads as [TestPerson]
    expect((await answer(head, approval.body)).body.status).toBe('approved')
    expect(await compartments(boss)).toEqual(['C0', 'C1'])

    await force.person(boss.agencyId, 'head')
    const others = await offered()
    expect(others.askable).toContain('C3')
    expect(others.askableByApproval).toEqual(['C2'])
  })

  test('to whereabouts only two together, and never one of them twice', async () => {
    await assign(boss, boss)
    const approval = (await ask(boss, 'C2')).body
    expect(approval).toMatchObject({ needed: 2, act: { compartment: 'C2' } })
    const [one, two] = heads as [TestPerson, TestPerson]
    const endorsed = await answer(one, approval)
    expect(endorsed.body).toMatchObject({ status: 'endorsed', actions: [] })
    expect(await compartments(boss)).toEqual(['C0'])
    expect((await answer(one, endorsed.body)).status).toBe(403)
    const second = (await force.as(two)<Approval>('GET', `/approvals/${approval.id}`)).body
    expect((await answer(two, second)).body.status).toBe('approved')
    expect(await compartments(boss)).toEqual(['C0', 'C2'])
    const [given] = await force.owner`select ends_at > app.now() as ends from app.case_members
      where case_id = ${caseId} and person_id = ${boss.id} and compartment = 'C2'`
    expect(given?.ends).toBe(true)
  })

  test('not to an actor who is barred, whose role may never read it, or who is not on the case', async () => {
    const outsider = await force.person(await force.agency('police'), 'officer')
    expect((await ask(outsider, 'C1')).status).toBe(404)
    await assign(boss, boss)
    expect((await ask(boss, 'C5')).status).toBe(403)
    const approval = (await ask(boss, 'C2')).body
    await force.owner`insert into app.case_bars (case_id, person_id) values (${caseId}, ${heads[0]?.id ?? ''})`
    expect((await answer(heads[0] as TestPerson, approval)).status).toBe(404)
    await force.owner`insert into app.case_bars (case_id, person_id) values (${caseId}, ${boss.id})`
    expect((await answer(heads[1] as TestPerson, approval)).status).toBeGreaterThanOrEqual(400)
    expect(await compartments(boss)).toEqual(['C0'])
  })
})
