import type { Case } from '@palermo/shared/cases/contract.ts'
import type { NoticePage } from '@palermo/shared/notices/contract.ts'
import type { Request, RequestPage } from '@palermo/shared/requests/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let lead: TestPerson
let boss: TestPerson
let officer: TestPerson
let stranger: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

/**
 * Makes a case that the welfare agency leads and the police serve. The police's access to C1, granted at acceptance,
 * has ended.
 */
beforeEach(async () => {
  const welfare = await force.agency('welfare')
  lead = await force.person(welfare, 'caseworker')
  boss = await force.person(welfare, 'supervisor')
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  stranger = await force.person(await force.agency('ngo'), 'caseworker')
  const sent = await aSentReferral(force, lead, police, { ...adult, urgency: 'routine' }, 'service')
  caseId = (await act(force, officer, sent, 'accept')).body.caseId ?? ''
  await force.moveClock('91 days')
})

const basis = { purpose: 'investigation', legalBasis: 'consent' }
const ask = (person: TestPerson, compartment = 'C1', key = v7()) =>
  force.as(person)<Request>('POST', '/requests', { caseId, compartment, ...basis }, { 'idempotency-key': key })
const answer = (person: TestPerson, request: Request, action: string, input: object = {}) =>
  force.as(person)<Request>('POST', `/requests/${request.id}/actions`, { action, version: request.version, ...input })
const list = async (person: TestPerson) =>
  (await force.as(person)<RequestPage>('GET', `/requests?caseId=${caseId}`)).body
const knowsHer = async (person: TestPerson) =>
  !('sealed' in (await force.as(person)<Case>('GET', `/cases/${caseId}`)).body.identity)
const desk = async (person: TestPerson, side: string) =>
  (await force.as(person)<WorkItemPage>('GET', `/work-items?side=${side}&step=request.answer`)).body.items
const topics = async (person: TestPerson) => {
  await hands.tell()
  return (await toldTo(force, person.id)).map(({ topic }) => topic).filter((topic) => topic.startsWith('request.'))
}

describe('whoever is outside a compartment', () => {
  test('asks, and is let in by those who answer for it, for a time', async () => {
    expect(await knowsHer(officer)).toBe(false)
    // No member of the police may approve access to the compartment of the investigation, so another agency must
    // approve the request.
    expect(await list(officer)).toMatchObject({ askable: ['C1'], askableByApproval: ['C5'] })
    const asked = await ask(officer)
    expect(asked.status).toBe(201)
    expect(asked.body).toMatchObject({
      status: 'asked',
      mine: true,
      owner: { id: lead.agencyId },
      actions: ['withdraw'],
    })
    expect((await list(officer)).askable).toEqual([])
    expect(await topics(boss)).toEqual(['request.asked'])

    expect(await desk(boss, 'owes')).toMatchObject([{ subjectKind: 'request', subjectId: asked.body.id }])
    expect(await desk(officer, 'is-owed')).toMatchObject([{ subjectKind: 'request' }])
    const seen = (await list(boss)).items[0] as Request
    expect(seen).toMatchObject({ fromFunction: 'officer', fromName: null, actions: ['grant', 'refuse'] })
    const granted = await answer(boss, seen, 'grant')
    expect(granted.body).toMatchObject({ status: 'granted', actions: [] })
    expect(await knowsHer(officer)).toBe(true)
    expect(await topics(officer)).toEqual(['request.granted'])
    const { items } = (await force.as(officer)<NoticePage>('GET', '/notices')).body
    // The request has no page of its own, so its notification links to the case if the person may open it.
    expect(items.find(({ topic }) => topic === 'request.granted')).toMatchObject({ subjectKind: 'request', caseId })
    expect(items.filter(({ subjectKind }) => subjectKind === 'referral').map((notice) => notice.caseId)).not.toContain(
      caseId,
    )
    expect(await desk(boss, 'owes')).toEqual([])
    await force.moveClock('91 days')
    expect(await knowsHer(officer)).toBe(false)
  })

  test('is refused with a reason, and stays outside', async () => {
    const { body } = await ask(officer)
    expect((await answer(boss, body, 'refuse')).status).toBe(422)
    const reply = await answer(boss, body, 'refuse', { reason: 'ask-the-person-first' })
    expect(reply.body).toMatchObject({ status: 'refused', refusalReason: 'ask-the-person-first' })
    expect(await knowsHer(officer)).toBe(false)
    expect(await topics(officer)).toEqual(['request.refused'])
    expect((await list(officer)).items[0]?.refusalReason).toBe('ask-the-person-first')
    // A refused request may be made again, because circumstances may change.
    expect((await ask(officer)).status).toBe(201)
  })

  test('takes it back, and no work is left', async () => {
    const { body } = await ask(officer)
    expect((await answer(officer, body, 'withdraw')).body.status).toBe('withdrawn')
    expect(await desk(boss, 'owes')).toEqual([])
    expect((await answer(boss, { ...body, version: 2 }, 'grant')).status).toBe(409)
    expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
  })

  test('asks once, however often it is sent', async () => {
    const key = v7()
    const [one, two] = await Promise.all([ask(officer, 'C1', key), ask(officer, 'C1', key)])
    expect(one?.body.id).toBe(two?.body.id)
    expect((await ask(officer)).status).toBe(403)
  })

  test.each([
    ['a compartment that the function may never stand in', 'C4', 403],
    ['health', 'C3', 403],
    ['whereabouts, which two must open', 'C2', 422],
    ['the shell', 'C0', 422],
  ])('cannot ask for %s', async (_, compartment, status) => {
    expect((await ask(officer, compartment)).status).toBe(status)
  })

  test('is not heard where the case is hidden, nor in a compartment where they stand', async () => {
    expect((await ask(stranger)).status).toBe(404)
    expect((await ask(lead)).status).toBe(403)
    expect((await list(lead)).askable).toEqual([])
  })

  test('waits for an answer by a clock; the head hears of silence', async () => {
    const head = await force.person(lead.agencyId, 'head')
    await ask(officer)
    await hands.tell()
    await force.moveClock('12 days')
    await hands.sweep()
    await hands.tell()
    const told = (await toldTo(force, head.id)).filter(({ step }) => step === 'request.answer')
    expect(told.map(({ topic }) => topic)).toContain('clock.escalate')
  })
})

describe('the answer', () => {
  test('is for those who answer for the agency’s work', async () => {
    const { body } = await ask(officer)
    expect((await answer(lead, body, 'grant')).status).toBe(403)
    expect((await answer(officer, body, 'grant')).status).toBe(403)
    expect((await answer(stranger, body, 'grant')).status).toBe(404)
    expect(await knowsHer(officer)).toBe(false)
  })

  test('cannot be given by raw SQL: to oneself, by a stranger, without the question, or without an action', async () => {
    const { body } = await ask(officer)
    const raw = rawConnection(force)
    const let_in = (person: TestPerson) =>
      raw.commit(person, async (sql) => {
        await sql`update app.requests set status = 'granted', version = 2 where id = ${body.id}`
        await sql`select app.grant_by_request(${body.id}, ${v7()})`
      })
    await refused(let_in(officer))
    await refused(let_in(lead))
    await refused(let_in(stranger))
    // The person may approve, but a grant without an event is refused at commit.
    await refused(let_in(boss), 'PA209')
    await refused(raw.attempt(boss, (sql) => sql`select app.grant_by_request(${body.id}, ${v7()})`))
    await refused(
      raw.attempt(
        officer,
        (
          sql,
        ) => sql`insert into app.requests (id, status, case_id, case_reference, compartment, purpose, legal_basis, from_agency_id, from_person_id, owner_agency_id)
          values (${v7()}, 'asked', ${caseId}, 'x', 'C4', 'assistance', 'consent', ${officer.agencyId}, ${officer.id}, ${officer.agencyId})`,
      ),
    )
    await refused(raw.attempt(boss, (sql) => sql`update app.requests set compartment = 'C5' where id = ${body.id}`))
    expect(await knowsHer(officer)).toBe(false)
    await raw.end()
  })
})
