import type { Case, CaseTimeline } from '@palermo/shared/cases/contract.ts'
import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { rawConnection, refused } from '../attacks/raw.ts'
import { aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let lead: TestPerson
let boss: TestPerson
/** An officer on the team of a case that another agency leads. */
let officer: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  // Moves the clock to a Wednesday morning in Manila.
  await force.owner`update app.clock set moved = '2027-06-16T02:00:00Z'::timestamptz - now()`
  // The welfare agency leads the case, and takes decisions by the international profile.
  const welfare = await force.agency('welfare')
  lead = await force.person(welfare, 'caseworker')
  boss = await force.person(welfare, 'supervisor')
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  caseId = await aServedCase(force, lead, officer)
})

const look = async (person = lead) => (await force.as(person)<Case>('GET', `/cases/${caseId}`)).body
const on = async (person: TestPerson, action: string, input: object) => {
  const { version } = await look(lead)
  return force.as(person)<Case>('POST', `/cases/${caseId}/actions`, { action, version, ...input })
}
const clockOf = async (key: string): Promise<Clock> => {
  const found = (await look()).deadlines.filter((one) => one.key === key).at(-1)
  return (await force.as(lead)<Clock>('GET', `/deadlines/${found?.id}`)).body
}
const day = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
const topics = async (person: TestPerson) => {
  await hands.tell()
  return (await toldTo(force, person.id)).map(({ topic }) => topic)
}

describe('a reflection period', () => {
  test('is counted from the day on which the decision was served, and says what it means', async () => {
    const begun = await on(lead, 'begin-reflection', { on: '2027-06-10' })
    expect(begun.status).toBe(200)
    const period = await clockOf('reflection')
    expect(period).toMatchObject({ kind: 'period', effect: 'removal-suspended', late: false })
    expect([day(period.startedAt), day(period.dueAt)]).toEqual(['2027-06-10', '2027-07-10'])
    expect(period.legs).toMatchObject([{ span: { value: 30, unit: 'calendar-days' } }])
    expect(await topics(officer)).toContain('case.reflection-begun')
    // Only the team of the case reads until when removal is suspended.
    for (const person of [lead, officer]) expect((await look(person)).removalSuspendedUntil).toBe(period.dueAt)
    const raw = rawConnection(force)
    const stranger = await force.person(await force.agency('immigration'), 'officer')
    const until = raw.attempt(stranger, (sql) => sql`select app.removal_suspended_until(${caseId}) as at`)
    expect(await until).toMatchObject([{ at: null }])
    await raw.end()
    expect(begun.body.actions).not.toContain('begin-reflection')
    expect((await on(lead, 'begin-reflection', { on: '2027-06-11' })).status).toBe(409)
  })

  test('ends by itself with its last day, which both are told, and is never late', async () => {
    await on(lead, 'begin-reflection', { on: '2027-06-16' })
    await force.owner`update app.clock set moved = '2027-07-16T15:00:00Z'::timestamptz - now()`
    await hands.sweep()
    expect((await clockOf('reflection')).closedAt).toBeNull()
    await force.owner`update app.clock set moved = '2027-07-16T16:30:00Z'::timestamptz - now()`
    await hands.sweep()
    const over = await clockOf('reflection')
    expect(over).toMatchObject({ closedAt: over.dueAt, late: false, breachReason: null })
    expect(await topics(lead)).toContain('clock.ended')
    await hands.sweep()
    expect((await topics(lead)).filter((topic) => topic === 'clock.ended')).toHaveLength(2)
    expect((await look()).actions).toContain('begin-reflection')
  })

  test('that ended on a wrong day runs on once the day is corrected', async () => {
    await on(lead, 'begin-reflection', { on: '2027-05-12' })
    await hands.sweep()
    const over = await clockOf('reflection')
    expect(over.closedAt).not.toBeNull()
    expect(over.actions).toEqual(['correct'])
    const input = {
      action: 'correct',
      version: over.version,
      startedAt: '2027-06-11T16:00:00Z',
      reason: 'typing-error',
    }
    const back = await force.as(lead)<Clock>('POST', `/deadlines/${over.id}/actions`, input)
    expect(back.body).toMatchObject({ closedAt: null, changes: [{ kind: 'corrected', oldStartedAt: over.startedAt }] })
    expect(day(back.body.dueAt)).toBe('2027-07-12')
    // The same event started the deadline for the earliest day of the decision.
    expect(day((await clockOf('decision.not-before')).dueAt)).toBe('2027-07-12')
  })

  test('is given more time by those who answer for the case, and stands still while the person is missing', async () => {
    await on(lead, 'begin-reflection', { on: '2027-06-16' })
    const period = await clockOf('reflection')
    const post = (person: TestPerson, version: number, action: string, more: object) =>
      force.as(person)<Clock>('POST', `/deadlines/${period.id}/actions`, { action, version, ...more })
    const more = { value: 15, reason: 'needs-of-the-person' }
    expect((await post(lead, 1, 'extend', more)).status).toBe(403)
    const longer = await post(boss, 1, 'extend', more)
    expect(day(longer.body.dueAt)).toBe('2027-07-31')
    const paused = await post(boss, 2, 'pause', { reason: 'person-missing', until: '2027-06-26' })
    expect(day(paused.body.dueAt)).toBe('2027-08-09')
  })

  test('ends before its time only for a reason of the list, by whoever answers for the case', async () => {
    await on(lead, 'begin-reflection', { on: '2027-06-16' })
    expect((await on(boss, 'end-reflection', { reason: 'does-not-help-the-police' })).status).toBe(422)
    expect((await on(officer, 'end-reflection', { reason: 'public-order' })).status).toBe(403)
    const ended = await on(boss, 'end-reflection', { reason: 'residence-granted' })
    expect(ended.status).toBe(200)
    expect((await clockOf('reflection')).closedAt).not.toBeNull()
    expect(await topics(officer)).toContain('case.reflection-ended')
    expect((await look(officer)).removalSuspendedUntil).toBeNull()
    // The reason why the period ended reveals the person's immigration status, so it is read in that compartment only.
    const history = async (person: TestPerson) =>
      (await force.as(person)<{ items: TimelineEvent[] }>('GET', `/cases/${caseId}/timeline`)).body.items
    expect(JSON.stringify(await history(lead))).toContain('residence-granted')
    expect(JSON.stringify(await history(officer))).not.toContain('residence-granted')
    expect((await history(officer)).map(({ action }) => action)).toContain('begin-reflection')
    expect((await on(boss, 'end-reflection', { reason: 'residence-granted' })).status).toBe(409)
  })

  test.each([
    ['a day to come', '2027-06-17', 422],
    ['a day of decades ago', '1990-01-01', 422],
    ['no day', '2027-02-30', 422],
  ])('does not begin on %s', async (_, date, status) => {
    const reply = await on(lead, 'begin-reflection', { on: date })
    expect([reply.status, reply.body]).toMatchObject([status, { errors: [{ pointer: '/on' }] }])
    expect((await look()).deadlines.some(({ key }) => key === 'reflection')).toBe(false)
  })

  test('is begun by who leads, and by nobody else on the team', async () => {
    expect((await on(officer, 'begin-reflection', { on: '2027-06-16' })).status).toBe(403)
    const raw = rawConnection(force)
    await refused(
      raw.attempt(officer, (sql) => sql`select app.date_clocks(${caseId}, '2999-01-01', array['reflection'])`),
    )
    const before = (await look()).deadlines
    await raw.commit(officer, (sql) => sql`select app.date_clocks(${caseId}, '2020-01-01', array['case.review'])`)
    expect((await look()).deadlines).toEqual(before)
    await raw.end()
  })
})

describe('the formal decision', () => {
  test('waits for its earliest day, or says why it did not', async () => {
    await on(lead, 'begin-reflection', { on: '2027-06-01' })
    const early = await on(lead, 'record-decision', { outcome: 'positive', on: '2027-06-15' })
    expect([early.status, early.body]).toMatchObject([422, { errors: [{ pointer: '/early' }] }])
    expect(JSON.stringify(early.body)).toContain('2027-07-01')
    const asked = await on(lead, 'record-decision', { outcome: 'positive', on: '2027-06-15', early: 'person-asked' })
    expect(asked.status).toBe(200)
    expect((await clockOf('decision.not-before')).closedAt).not.toBeNull()
    expect((await clockOf('reflection')).closedAt).toBeNull()
    const support = await clockOf('decision.move-on')
    expect([day(support.startedAt), support.kind]).toEqual(['2027-06-15', 'period'])
  })

  test('after that day needs no reason', async () => {
    await on(lead, 'begin-reflection', { on: '2027-05-10' })
    expect((await on(lead, 'record-decision', { outcome: 'negative', on: '2027-06-12' })).status).toBe(200)
  })

  test('is known to have been made, and its outcome in the compartment of immigration status alone', async () => {
    await on(lead, 'record-decision', { outcome: 'negative', on: '2027-06-15' })
    const read = async (person: TestPerson) =>
      (await force.as(person)<z.infer<typeof CaseTimeline>>('GET', `/cases/${caseId}/timeline`)).body.items
    expect((await read(lead)).find(({ action }) => action === 'record-decision')?.facts).toEqual({
      outcome: 'negative',
    })
    expect((await read(officer)).some(({ action }) => action === 'record-decision')).toBe(false)
    expect(JSON.stringify(await look(officer))).not.toContain('negative')
  })
})

test('the end of the case ends its periods, so that nothing waits unseen', async () => {
  await on(lead, 'begin-reflection', { on: '2027-06-16' })
  expect((await on(boss, 'close', { reason: 'help-completed' })).status).toBe(200)
  const [row] = await force.owner<{ n: number }[]>`
    select count(*)::int as n from app.deadlines where subject_id = ${caseId} and closed_at is null`
  expect(row?.n).toBe(0)
  expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
})
