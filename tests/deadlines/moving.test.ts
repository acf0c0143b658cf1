import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { Deadline, DeadlinePage } from '@palermo/shared/deadlines/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
/**
 * The officer and the chief belong to the police, who refer; the caseworker and the supervisor to the NGO that
 * receives.
 */
let officer: TestPerson
let chief: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  stranger = await force.person(await force.agency('health'), 'supervisor')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

const child = { ...adult, 'under-18': 'yes', 'age-band': '9-17' }
/** The deadline with this key on a referral that the NGO has accepted. */
const aClock = async (key: string, answers = adult): Promise<Clock> => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId, answers)
  const { body } = await act(force, caseworker, sent, 'accept')
  const { body: page } = await force.as(supervisor)<DeadlinePage>('GET', '/deadlines?limit=100')
  const found = page.items.find((one) => one.key === key && [body.id, body.caseId].includes(one.subjectId))
  if (!found) throw new Error(`no clock ${key}`)
  return read(supervisor, found.id)
}
const read = async (person: TestPerson, id: string) => (await force.as(person)<Clock>('GET', `/deadlines/${id}`)).body
const on = (person: TestPerson, clock: Pick<Deadline, 'id' | 'version'>, action: string, input: object = {}) =>
  force.as(person)<Clock>('POST', `/deadlines/${clock.id}/actions`, { action, version: clock.version, ...input })
const topics = async (person: TestPerson) => {
  await hands.tell()
  return (await toldTo(force, person.id)).map(({ topic }) => topic).filter((topic) => topic.startsWith('clock.'))
}
const workItemsOf = async (person: TestPerson, id: string) =>
  (await force.as(person)<WorkItemPage>('GET', '/work-items?side=owes&limit=100')).body.items.find(
    (row) => row.subjectId === id,
  )
const dayOf = async (days: number) => {
  const [row] = await force.owner<{ day: string }[]>`
    select to_char(app.now() at time zone 'Asia/Manila' + make_interval(days => ${days}), 'YYYY-MM-DD') as day`
  return row?.day ?? ''
}
const daysApart = (a: string, b: string) => Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000)

let clock: Clock
beforeEach(async () => {
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  chief = await force.person(police, 'head')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  clock = await aClock('referral.first-contact')
})

test('a clock says why it is due just then: the rule, whose word, and the count by the calendar', async () => {
  expect(clock).toMatchObject({
    profile: { code: 'int', name: 'International baseline' },
    zone: 'Asia/Manila',
    mark: 'design',
    verifiedOn: null,
    changes: [],
    legs: [{ span: { value: 3, unit: 'working-days' }, until: clock.dueAt, pausedDays: 0 }],
    pause: { mark: 'design' },
    extension: { most: { value: 3, unit: 'working-days' }, left: 1 },
  })
  const passed = (clock.legs[0]?.weekendDays ?? 0) + (clock.legs[0]?.holidays.length ?? 0)
  expect(daysApart(clock.startedAt, clock.dueAt)).toBeGreaterThanOrEqual(2 + passed)
  expect(clock.actions).toEqual(['pause'])
  expect((await read(chief, clock.id)).actions).toEqual(['extend'])
  expect((await read(caseworker, clock.id)).actions).toEqual([])
})

test('somebody who stands at neither end finds no clock, and may do nothing to it', async () => {
  expect((await force.as(stranger)('GET', `/deadlines/${clock.id}`)).status).toBe(404)
  const gone = await on(stranger, clock, 'resume')
  const never = await on(stranger, { id: v7(), version: 1 }, 'resume')
  expect([gone.status, { ...gone.body, requestId: null }]).toEqual([404, { ...never.body, requestId: null }])
})

describe('a pause', () => {
  test('keeps what remained, says so everywhere, and ends when somebody lets it go on', async () => {
    const until = await dayOf(10)
    const paused = await on(supervisor, clock, 'pause', { reason: 'person-missing', until })
    expect(paused.status).toBe(200)
    expect(paused.body).toMatchObject({
      version: 2,
      actions: ['resume'],
      changes: [{ kind: 'paused', reason: 'person-missing', oldDueAt: clock.dueAt }],
    })
    expect(paused.body.pausedUntil).not.toBeNull()
    expect(daysApart(clock.dueAt, paused.body.dueAt)).toBeGreaterThanOrEqual(5)
    expect((await workItemsOf(supervisor, clock.subjectId))?.dueAt).toBe(paused.body.dueAt)
    expect(await topics(officer)).toContain('clock.paused')

    const resumed = await on(caseworker, paused.body, 'resume')
    // The pause ended on the day on which it began, so the due time is as before.
    expect(resumed.body).toMatchObject({ dueAt: clock.dueAt, pausedUntil: null, version: 3 })
    expect((await workItemsOf(supervisor, clock.subjectId))?.dueAt).toBe(clock.dueAt)
    expect(await topics(officer)).toContain('clock.resumed')
  })

  test('ends by itself, which its owner is told, and is forgotten by nobody', async () => {
    const paused = await on(supervisor, clock, 'pause', { reason: 'person-unfit', until: await dayOf(2) })
    const [row] = await force.owner<{ now: string }[]>`select app.now()::text as now`
    await force.moveClock(
      `${Date.parse(paused.body.pausedUntil ?? '') - Date.parse(row?.now ?? '') + 60_000} milliseconds`,
    )
    await hands.sweep()
    expect(await topics(caseworker)).toEqual(['clock.paused', 'clock.resume'])
    const after = await read(supervisor, clock.id)
    expect(after).toMatchObject({ pausedUntil: null, dueAt: paused.body.dueAt, actions: ['pause'] })
    expect(after.late).toBe(false)
  })

  test.each<[string, () => Promise<object>, number, string]>([
    [
      'a reason that its rule does not know',
      async () => ({ reason: 'waiting-for-court', until: await dayOf(3) }),
      422,
      '/reason',
    ],
    ['no end', async () => ({ reason: 'person-missing' }), 422, '/until'],
    ['an end that is over', async () => ({ reason: 'person-missing', until: await dayOf(0) }), 422, '/until'],
    ['an end too far off', async () => ({ reason: 'person-missing', until: await dayOf(40) }), 422, '/until'],
    ['an end that is no day', async () => ({ reason: 'person-missing', until: '2026-02-30' }), 422, '/until'],
  ])('with %s is refused, and nothing is changed', async (_, input, status, pointer) => {
    const reply = await on(supervisor, clock, 'pause', await input())
    expect(reply.status).toBe(status)
    expect(reply.body).toMatchObject({ errors: [expect.objectContaining({ pointer })] })
    expect((await read(supervisor, clock.id)).version).toBe(1)
  })

  test('is for those who answer for the agency that owes, and not for who waits', async () => {
    const input = { reason: 'person-missing', until: await dayOf(3) }
    for (const person of [caseworker, officer, chief])
      expect((await on(person, clock, 'pause', input)).status).toBe(403)
    expect((await on(supervisor, clock, 'pause', input)).status).toBe(200)
  })

  test('makes nothing timely that is late', async () => {
    await force.moveClock('9 days')
    const input = { reason: 'person-missing', until: await dayOf(3) }
    expect((await on(supervisor, clock, 'pause', input)).status).toBe(409)
    expect((await on(chief, clock, 'extend', { value: 1, reason: 'complex' })).status).toBe(409)
  })

  test('is not for a clock of safety', async () => {
    const urgent = await aClock('referral.first-contact', { ...adult, urgency: 'within-24-hours' })
    expect(urgent.nature).toBe('safety')
    const input = { reason: 'person-missing', until: await dayOf(3) }
    expect((await on(supervisor, urgent, 'pause', input)).status).toBe(409)
  })
})

describe('a clock whose urgency was amended', () => {
  /** Lets the sender amend the urgency of the deadline's referral. */
  const amend = async (urgency: string) => {
    const { body } = await force.as(officer)<Referral>('GET', `/referrals/${clock.subjectId}`)
    const reply = await act(force, officer, body, 'amend', { topic: 'urgency', urgency, reason: 'It has changed.' })
    expect(reply.status).toBe(200)
    return read(supervisor, clock.id)
  }

  test('is counted from there, and can be paused and go on like any other', async () => {
    const amended = await amend('routine')
    expect(amended.legs.at(-1)?.until).toBe(amended.dueAt)
    expect(amended.actions).toContain('pause')
    const paused = await on(supervisor, amended, 'pause', { reason: 'person-missing', until: await dayOf(4) })
    expect(paused.status).toBe(200)
    expect(paused.body.dueAt > amended.dueAt).toBe(true)
    const resumed = await on(caseworker, paused.body, 'resume')
    expect(resumed.body.dueAt).toBe(amended.dueAt)
  })

  test('keeps what was granted on top and what stood still, and the time that there was', async () => {
    const longer = await on(chief, clock, 'extend', { value: 2, reason: 'needs-of-the-person' })
    const amended = await amend('routine')
    expect(amended.dueAt >= longer.body.dueAt).toBe(true)
    expect(amended.legs).toHaveLength(2)
    expect(amended.changes.map(({ kind, added }) => [kind, added !== null])).toEqual([
      ['extended', true],
      ['amended', false],
    ])
    // The amendment back to the first urgency must not give more time than there was.
    const back = await amend('soon')
    expect(back.dueAt <= amended.dueAt).toBe(true)
    expect(back.legs.at(-1)?.until).toBe(back.dueAt)
    expect(back.actions).toContain('pause')
  })
})

describe('more time', () => {
  test('is given by whoever waits, as far as the rule goes, once', async () => {
    const longer = await on(chief, clock, 'extend', { value: 2, reason: 'needs-of-the-person' })
    expect(longer.status).toBe(200)
    expect(longer.body.dueAt > clock.dueAt).toBe(true)
    expect(longer.body).toMatchObject({
      extension: { left: 0 },
      actions: [],
      legs: [{ until: clock.dueAt }, { from: clock.dueAt, span: { value: 2, unit: 'working-days' } }],
      changes: [{ kind: 'extended', added: { value: 2, unit: 'working-days' }, reason: 'needs-of-the-person' }],
    })
    expect(longer.body.changes[0]?.source).toContain('Design choice')
    expect(await topics(caseworker)).toContain('clock.extended')
    expect((await on(chief, longer.body, 'extend', { value: 1, reason: 'complex' })).status).toBe(409)
  })

  test('is not for whoever owes, nor for who waits without answering for the agency', async () => {
    for (const person of [supervisor, caseworker, officer])
      expect((await on(person, clock, 'extend', { value: 1, reason: 'complex' })).status).toBe(403)
  })

  test('beyond the rule is refused', async () => {
    const reply = await on(chief, clock, 'extend', { value: 4, reason: 'complex' })
    expect([reply.status, reply.body]).toMatchObject([422, { errors: [{ pointer: '/value' }] }])
  })

  test('moves the alarms: nobody is told that it is due when it was', async () => {
    await on(chief, clock, 'extend', { value: 3, reason: 'complex' })
    expect(await topics(officer)).not.toContain('clock.due')
    await force.moveClock(`${daysApart(clock.startedAt, clock.dueAt) + 1} days`)
    await hands.sweep()
    expect(await topics(officer)).not.toContain('clock.due')
    await force.moveClock('8 days')
    await hands.sweep()
    expect(await topics(officer)).toContain('clock.due')
  })

  test('given twice at once is given once', async () => {
    const replies = await Promise.all([1, 2].map((value) => on(chief, clock, 'extend', { value, reason: 'complex' })))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    const lost = replies.find(({ status }) => status === 409)?.body as { current?: Clock } | undefined
    expect(lost?.current?.version).toBe(2)
  })
})

describe('a corrected start', () => {
  let guardian: Clock
  beforeEach(async () => {
    guardian = await aClock('child.guardian', child)
  })
  /** The earlier start as PostgreSQL formats it, without trailing zeros. */
  const earlier = (hours: number) =>
    new Date(Date.parse(guardian.startedAt) - hours * 3_600_000).toISOString().replace(/\.?0+Z$/, 'Z')

  test('moves every clock that began with it, keeps the old values and tells both ends', async () => {
    const corrected = await on(supervisor, guardian, 'correct', {
      startedAt: earlier(10),
      reason: 'document-shows-otherwise',
    })
    expect(corrected.status).toBe(200)
    expect(Date.parse(corrected.body.startedAt)).toBe(Date.parse(earlier(10)))
    expect(corrected.body.changes).toMatchObject([
      {
        kind: 'corrected',
        oldStartedAt: guardian.startedAt,
        oldDueAt: guardian.dueAt,
        startedAt: corrected.body.startedAt,
      },
    ])
    expect(Date.parse(guardian.dueAt) - Date.parse(corrected.body.dueAt)).toBe(10 * 3_600_000)
    const { body } = await force.as(supervisor)<DeadlinePage>('GET', '/deadlines?limit=100')
    const moved = body.items.filter(
      ({ subjectId, startedAt }) => subjectId === guardian.subjectId && startedAt === corrected.body.startedAt,
    )
    expect(moved.map(({ key }) => key).sort()).toEqual(['child.best-interests', 'child.guardian'])
    // A deadline that began with an action keeps its start.
    expect(
      body.items.find((one) => one.subjectId === guardian.subjectId && one.key === 'case.review')?.startedAt,
    ).not.toBe(corrected.body.startedAt)
    expect(await topics(caseworker)).toContain('clock.corrected')
  })

  test('that makes it late at once is told at once', async () => {
    await on(caseworker, guardian, 'correct', { startedAt: earlier(100), reason: 'typing-error' })
    await hands.sweep()
    expect(await topics(caseworker)).toContain('clock.overdue')
    expect((await read(supervisor, guardian.id)).late).toBe(true)
  })

  test('put back is as it was', async () => {
    const wrong = await on(caseworker, guardian, 'correct', { startedAt: earlier(30), reason: 'typing-error' })
    const back = await on(caseworker, wrong.body, 'correct', { startedAt: guardian.startedAt, reason: 'typing-error' })
    expect(back.body.dueAt).toBe(guardian.dueAt)
    expect(back.body.changes).toHaveLength(2)
  })

  test.each([
    ['in the future', 1000 * 86_400_000, '/startedAt'],
    ['too long ago', -80 * 366 * 86_400_000, '/startedAt'],
  ])('%s is refused', async (_, by, pointer) => {
    const startedAt = new Date(Date.parse(guardian.startedAt) + by).toISOString()
    const reply = await on(caseworker, guardian, 'correct', { startedAt, reason: 'typing-error' })
    expect([reply.status, reply.body]).toMatchObject([422, { errors: [{ pointer }] }])
  })

  test('is not for what began with an act of the system itself', async () => {
    const input = { startedAt: clock.startedAt, reason: 'typing-error' }
    expect((await on(caseworker, clock, 'correct', input)).status).toBe(409)
  })
})

test('below the pages, nobody moves a clock that is not theirs, back-dates what is late, or speaks for a holiday', async () => {
  const raw = rawConnection(force)
  const move = (sql: typeof raw.sql, kind: string, started = clock.startedAt) =>
    sql`select app.move_clock(${clock.id}, 1, ${JSON.stringify({ kind, startedAt: started, dueAt: clock.dueAt })}::text::jsonb, '[]', null, '[]') as moved`
  const stranger_ = (kind: string) => raw.attempt(stranger, (sql) => move(sql, kind))
  await refused(stranger_('extended'))
  await refused(raw.attempt(null, (sql) => move(sql, 'extended')))
  await refused(raw.attempt(caseworker, (sql) => move(sql, 'paused')))
  await refused(raw.attempt(supervisor, (sql) => move(sql, 'recounted')))
  await refused(raw.attempt(supervisor, (sql) => move(sql, 'corrected', '2999-01-01T00:00:00Z')))
  await refused(raw.attempt(supervisor, (sql) => sql`update app.deadlines set due_at = now() where id = ${clock.id}`))
  expect(await raw.attempt(supervisor, (sql) => move(sql, 'extended'))).toMatchObject([{ moved: true }])
  await force.moveClock('30 days')
  await refused(raw.attempt(supervisor, (sql) => move(sql, 'extended')))
  await raw.end()
})
