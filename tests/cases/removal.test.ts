import { sectors } from '@palermo/shared/actor.ts'
import type { ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { type BarToRemoval, onlyAskOfRemoval } from '@palermo/shared/cases/removal.ts'
import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { Referral, TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Raw, rawConnection } from '../attacks/raw.ts'
import { act, adult, aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let raw: Raw
let lead: TestPerson
let boss: TestPerson
let social: TestPerson
let socialHead: TestPerson
let immigration: TestPerson
let immigrationHead: TestPerson
let stranger: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  raw = rawConnection(force)
})
afterAll(async () => {
  await hands.end()
  await raw.end()
  await force.end()
})
beforeEach(async () => {
  await force.owner`update app.clock set moved = '2027-06-16T02:00:00Z'::timestamptz - now()`
  const ngo = await force.agency('ngo')
  lead = await force.person(ngo, 'caseworker')
  boss = await force.person(ngo, 'supervisor')
  social = await force.person(await force.agency('welfare'), 'caseworker')
  socialHead = await force.person(social.agencyId, 'head')
  immigration = await force.person(await force.agency('immigration'), 'officer')
  immigrationHead = await force.person(immigration.agencyId, 'head')
  stranger = await force.person(await force.agency('immigration'), 'officer')
  await force.owner`update app.agencies set duty_phone = '+63 2 555 0101' where id = ${ngo}`
  caseId = await aServedCase(force, lead, social)
  const body = { kind: 'service', caseId, toAgencyId: immigration.agencyId, formId: 'intake-short', formVersion: 1 }
  const draft = await force.as(lead)<{ referral: Referral }>(
    'POST',
    '/referrals',
    { ...body, answers: { ...adult, kind: 'service' } },
    { 'idempotency-key': v7() },
  )
  await act(force, immigration, (await act(force, lead, draft.body.referral, 'send')).body, 'accept')
})

const page = async (person: TestPerson) => (await force.as(person)<Case>('GET', `/cases/${caseId}`)).body
const on = async (person: TestPerson, action: string, input: object) => {
  const { version } = await page(lead)
  const reply = await force.as(person)<Case>('POST', `/cases/${caseId}/actions`, { action, version, ...input })
  expect(reply.status, `${action} ${JSON.stringify(reply.body)}`).toBe(200)
}
/** Lets the head of the other agency on the team approve the open request. */
const approved = async () => {
  const [asked] = (await force.as(socialHead)<ApprovalPage>('GET', '/approvals?box=to-answer&open=true')).body.items
  const reply = await force.as(socialHead)('POST', `/approvals/${asked?.id}/actions`, {
    action: 'approve',
    version: asked?.version,
  })
  expect(reply.status).toBe(200)
}
const ask = (person: TestPerson) => force.as(person)<BarToRemoval>('GET', `/cases/${caseId}/bar-to-removal`)
const history = async (person: TestPerson) =>
  (await force.as(person)<{ items: TimelineEvent[] }>('GET', `/cases/${caseId}/timeline`)).body.items.map(
    ({ action }) => action,
  )
const topics = async (person: TestPerson) => {
  await hands.tell()
  return (await toldTo(force, person.id)).map(({ topic }) => topic)
}

/**
 * Everything from which this person could learn of the decision, besides the reply to their own action: pages, lists,
 * notifications, and all rows that their connection can select.
 */
const everythingOf = async (person: TestPerson) => {
  await hands.tell()
  const paths = [
    `/cases/${caseId}`,
    `/cases/${caseId}/timeline`,
    '/cases',
    '/work-items',
    '/work-items?side=owes',
    '/work-items?side=is-owed',
    '/deadlines',
    '/notices',
  ]
  const replies = await Promise.all(paths.map((path) => force.as(person)('GET', path)))
  for (const [i, { status }] of replies.entries()) expect([200, 404], paths[i]).toContain(status)
  const rows = await raw.attempt(
    person,
    (sql) => sql<{ all: string }[]>`
      select (coalesce((select json_agg(e)::text from app.events e where e.case_id = ${caseId}), '')
        || coalesce((select json_agg(d)::text from app.deadlines d where d.case_id = ${caseId}), '')
        || coalesce((select json_agg(m)::text from app.case_milestones m where m.case_id = ${caseId}), '')
        || coalesce((select json_agg(k)::text from app.work_items k where k.case_id = ${caseId}), '')
        || coalesce((select json_agg(n)::text from app.notices n), '')) as all`,
  )
  return JSON.stringify([replies.map(({ body }) => body), rows[0]?.all])
}
const notifies =
  /begin-reflection|end-reflection|reflection-begun|reflection-ended|"reflection"|\\"reflection\\"|reached_on[^}]*bar-to|bar-to-removal/
/** The first word about the reflection period in this text; null if there is none. */
const tellsOf = (text: string) => notifies.exec(text)?.[0] ?? null

test('the sectors that only ask are the same to the database', async () => {
  const rows = await force.owner<{ sector: string }[]>`
    select s as sector from unnest(${[...sectors]}::text[]) s where authz.only_asks_of_removal(s)`
  expect(rows.map(({ sector }) => sector)).toEqual([...onlyAskOfRemoval])
})

test('the team is told that a period begins and when it ends; immigration is neither told nor shown', async () => {
  await on(lead, 'begin-reflection', { on: '2027-06-10' })
  expect(await topics(social)).toContain('case.reflection-begun')
  expect((await page(social)).removalSuspendedUntil).not.toBeNull()
  expect(await history(social)).toContain('begin-reflection')
  for (const person of [immigration, immigrationHead]) {
    expect(await topics(person)).not.toContain('case.reflection-begun')
    expect((await page(person)).removalSuspendedUntil).toBeNull()
    expect(await history(person)).not.toContain('begin-reflection')
    expect(tellsOf(await everythingOf(person))).toBeNull()
  }
  const told = raw.attempt(immigration, (sql) => sql`select app.removal_suspended_until(${caseId}) as at`)
  expect(await told).toMatchObject([{ at: null }])
})

test('nor of its end, of more time, of what happens to its clock, nor of a bar that is recorded', async () => {
  await on(lead, 'begin-reflection', { on: '2027-06-10' })
  const clock = (await page(lead)).deadlines.find(({ key }) => key === 'reflection')
  const input = { action: 'extend', version: 1, value: 15, reason: 'needs-of-the-person' }
  expect((await force.as(boss)<Clock>('POST', `/deadlines/${clock?.id}/actions`, input)).status).toBe(200)
  await on(lead, 'advance', { track: 'immigration', stage: 'bar-to-removal', on: '2027-06-12' })
  await on(boss, 'end-reflection', { reason: 'public-order' })
  expect((await page(boss)).removalSuspendedUntil).not.toBeNull()
  await approved()
  await on(boss, 'end-reflection', { reason: 'public-order' })
  expect((await page(boss)).removalSuspendedUntil).toBeNull()
  expect(await topics(social)).toContain('case.reflection-ended')
  expect((await page(lead)).lanes.find(({ track }) => track === 'immigration')?.milestones).toHaveLength(1)
  expect((await page(immigration)).lanes.find(({ track }) => track === 'immigration')?.milestones).toEqual([])
  expect(tellsOf(await everythingOf(immigration))).toBeNull()
})

test('whoever asks on the case is told yes or no and a number, and the question stands in the log', async () => {
  expect((await ask(immigration)).body).toEqual({ barred: false, dutyNumber: '+63 2 555 0101' })
  await on(lead, 'begin-reflection', { on: '2027-06-10' })
  expect((await ask(immigration)).body).toEqual({ barred: true, dutyNumber: '+63 2 555 0101' })
  const [line] = await force.owner<{ n: number }[]>`
    select count(*)::int as n from aud.leaf where kind = 'case.removal-asked' and subject_id = ${caseId} and actor = ${immigration.id}`
  expect(line?.n).toBe(2)
  expect((await ask(stranger)).status).toBe(404)
  const barred = raw.attempt(stranger, (sql) => sql`select * from app.bar_to_removal(${caseId})`)
  expect(await barred).toMatchObject([{ barred: null, duty_number: null }])
})

test('no clock lifts the bar, and a person does', async () => {
  await on(lead, 'begin-reflection', { on: '2027-06-10' })
  await force.owner`update app.clock set moved = '2027-09-16T16:30:00Z'::timestamptz - now()`
  await hands.sweep()
  expect((await page(lead)).removalSuspendedUntil).toBeNull()
  expect((await ask(immigration)).body.barred).toBe(true)
  expect(await topics(immigration)).not.toContain('clock.ended')
  await on(lead, 'advance', { track: 'immigration', stage: 'stay-refused', on: '2027-09-10' })
  expect((await ask(immigration)).body.barred).toBe(false)
})

test('of a protected service that leads, the number is that of a placement desk', async () => {
  await force.owner`update app.agencies set protected = true, duty_phone = null, region = '', label = 'Protection service', aliases = '{}' where id = ${lead.agencyId}`
  expect((await ask(immigration)).body.dutyNumber).toBeNull()
  const desk = await force.agency('welfare')
  await force.owner`update app.agencies set placement_desk = true, duty_phone = '+63 2 555 0202' where id = ${desk}`
  expect((await ask(immigration)).body.dutyNumber).toBe('+63 2 555 0202')
  await force.owner`update app.agencies set placement_desk = false where id = ${desk}`
})
