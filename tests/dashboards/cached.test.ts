import { cacheWorkNumbers } from '@palermo/db/dashboards/cache.ts'
import type { Brief } from '@palermo/shared/briefs/contract.ts'
import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let lead: TestPerson
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  const ngo = await force.agency('ngo')
  lead = await force.person(await force.agency('secretariat'), 'lead')
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  const first = await aSentReferral(force, officer, ngo)
  caseId = (await act(force, caseworker, first, 'accept')).body.caseId ?? ''
  await aSentReferral(force, officer, ngo, { ...adult, urgency: 'within-24-hours' })
  await force.moveClock('4 days')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
/**
 * The number of sent referrals before the test. Each test sends one more, so that a number from the cache differs from
 * a number that is counted now.
 */
let sent: number
beforeEach(async () => {
  await force.owner`delete from app.cached_work_numbers`
  sent = (await numbersOf(lead)).funnel.sent
})

const numbersOf = async (person: TestPerson, query = '') =>
  (await force.as(person)<WorkNumbers>('GET', `/dashboards/work${query}`)).body
const cacheAndSendOne = async () => {
  await cacheWorkNumbers(hands.db, 1)
  await aSentReferral(force, officer, caseworker.agencyId)
}

/** The value without fields that change with time, and with sorted lists. */
const steady = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(steady).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name]) => name !== 'asOf' && name !== 'longest')
  return Object.fromEntries(entries.map(([name, one]) => [name, steady(one)]))
}

test('the lead reads what the job counted, with the time at which it did', async () => {
  const before = [await numbersOf(lead), await numbersOf(lead, '?urgency=within-24-hours')]
  await cacheAndSendOne()
  const after = [await numbersOf(lead), await numbersOf(lead, '?urgency=within-24-hours')]
  expect(after.map(steady)).toEqual(before.map(steady))
  const [row] = await force.owner`select counted_at from app.cached_work_numbers where panel = 'open' and urgency = ''`
  expect(Date.parse(after[0]?.asOf ?? '')).toBe(row?.counted_at.getTime())
  const brief = (await force.as(lead)<Brief>('GET', '/briefs')).body
  expect(brief.now.open).toBe(before[0]?.open.total)
  expect(brief.asOf).toBe(after[0]?.asOf)
})

test('what is asked seldom is counted at once: one agency, other days, since another day', async () => {
  await cacheAndSendOne()
  expect((await numbersOf(lead, `?agency=${officer.agencyId}`)).funnel.sent).toBe(sent + 1)
  expect((await numbersOf(lead, '?from=2020-01-01')).funnel.sent).toBe(sent + 1)
  expect((await numbersOf(lead, '?since=2020-01-01')).change.sent).toBe(sent + 1)
  // The other panels come from the last run of the job, and so does `asOf`.
  const [row] = await force.owner`select counted_at from app.cached_work_numbers where panel = 'open' and urgency = ''`
  expect(Date.parse((await numbersOf(lead, '?from=2020-01-01')).asOf)).toBe(row?.counted_at.getTime())
})

test('a supervisor reads the numbers of their own agency, counted at once', async () => {
  await cacheAndSendOne()
  expect((await numbersOf(supervisor)).funnel.sent).toBe(sent + 1)
})

test('a lead who is barred from a case reads no count that has it', async () => {
  await cacheAndSendOne()
  await aSentReferral(force, officer, caseworker.agencyId)
  await force.owner`
    insert into app.case_bars (case_id, person_id, reason, set_by) values (${caseId}, ${lead.id}, 'relative', ${supervisor.id})`
  expect((await numbersOf(lead)).funnel.sent).toBe(sent + 1)
  await force.owner`delete from app.case_bars where person_id = ${lead.id}`
  expect((await numbersOf(lead)).funnel.sent).toBe(sent)
})

test('where the job has not run for a quarter of an hour, numbers are counted at once', async () => {
  await cacheAndSendOne()
  await force.moveClock('14 minutes')
  const early = await numbersOf(lead)
  await force.moveClock('2 minutes')
  const late = await numbersOf(lead)
  expect([early.funnel.sent, late.funnel.sent]).toEqual([sent, sent + 1])
})

test('with fewer referrals than the job is told of it caches none, and forgets what it had', async () => {
  expect(await cacheWorkNumbers(hands.db, 1)).toBeGreaterThan(0)
  expect(await cacheWorkNumbers(hands.db)).toBe(0)
  expect(await force.owner`select from app.cached_work_numbers`).toHaveLength(0)
})

test('no login of the API reads the table or counts into it, in whatever role', async () => {
  await cacheWorkNumbers(hands.db, 1)
  const raw = rawConnection(force)
  for (const person of [lead, supervisor, caseworker]) {
    await refused(raw.attempt(person, (sql) => sql`select * from app.cached_work_numbers`))
    await refused(raw.attempt(person, (sql) => sql`select app.cache_work_numbers(null, 200, 1)`))
  }
  await raw.end()
})
