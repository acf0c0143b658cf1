import type { Deadline, DeadlinePage } from '@palermo/shared/deadlines/contract.ts'
import type { NoticePage } from '@palermo/shared/notices/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, aDraft, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let lead: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  lead = await force.person(await force.agency('secretariat'), 'lead')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

interface Ends {
  officer: TestPerson
  caseworker: TestPerson
  head: TestPerson
}
let ends: Ends
beforeEach(async () => {
  const ngo = await force.agency('ngo')
  ends = {
    officer: await force.person(await force.agency('police'), 'officer'),
    caseworker: await force.person(ngo, 'caseworker'),
    head: await force.person(ngo, 'head'),
  }
})

const topics = async (person: TestPerson) => (await toldTo(force, person.id)).map(({ topic }) => topic)
const statusOf = async (id: string) => {
  const [row] = await force.owner<{ status: string }[]>`select status from app.referrals where id = ${id}`
  return row?.status
}
const routine = { ...adult, urgency: 'routine' }
const pass = async (time: string) => {
  await force.moveClock(time)
  await hands.sweep()
  await hands.tell()
}

describe('the clock moves on and nobody answers', () => {
  test('the owner is warned, then both ends hear it, then the head, then the leads, who hear of the agency alone', async () => {
    const answers = { ...adult, urgency: 'within-24-hours' }
    const sent = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, answers)
    await pass('0')
    expect(await topics(ends.caseworker)).toEqual(['referral.sent'])
    await pass('70 minutes')
    expect(await topics(ends.caseworker)).toEqual(['referral.sent', 'clock.warn'])
    expect(await topics(ends.officer)).toEqual([])
    await pass('1 hour')
    expect(await topics(ends.caseworker)).toEqual(['referral.sent', 'clock.warn', 'clock.due'])
    expect(await topics(ends.officer)).toEqual(['clock.due'])
    // The head also receives referrals for the agency, but is notified only once of each alarm.
    expect(await topics(ends.head)).toEqual(['referral.sent', 'clock.warn', 'clock.escalate'])
    expect((await force.as(lead)<NoticePage>('GET', '/notices')).body.items).toEqual([])
    await pass('1 day')
    expect(await topics(ends.caseworker)).toContain('clock.overdue')
    expect(await topics(ends.head)).toContain('clock.escalate')
    const { body } = await force.as(lead)<NoticePage>('GET', '/notices')
    const about = body.items.filter(({ subjectId }) => subjectId === ends.caseworker.agencyId)
    expect(about).toHaveLength(1)
    expect(about[0]).toMatchObject({
      topic: 'agency.late',
      subjectKind: 'agency',
      caseReference: null,
      step: null,
      dueAt: null,
    })
    expect(JSON.stringify(body)).not.toContain(sent.caseReference)
  })

  test('a routine referral of an adult goes back to its sender as an owned task, and both are told', async () => {
    const sent = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, routine)
    await pass('30 days')
    expect(await statusOf(sent.id)).toBe('returned')
    expect(await topics(ends.officer)).toContain('referral.returned')
    expect(await topics(ends.caseworker)).toContain('referral.returned')
    const { body } = await force.as(ends.officer)<DeadlinePage>('GET', '/deadlines?mine=true')
    expect(body.items.map(({ key }) => key)).toContain('referral.resend')
  })

  test.each([
    ['a child’s', { ...adult, 'under-18': 'yes', 'age-band': '9-17', urgency: 'routine' }],
    ['one whose age is not sure', { ...adult, 'under-18': 'not-sure', 'age-band': 'unknown', urgency: 'soon' }],
    ['an urgent', { ...adult, urgency: 'within-24-hours' }],
    ['tonight’s', { ...adult, urgency: 'tonight' }],
  ])('%s referral is never ended by silence', async (_, answers) => {
    const sent = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, answers)
    await pass('90 days')
    expect(await statusOf(sent.id)).toBe('sent')
    expect(await topics(ends.head)).toContain('clock.escalate')
  })

  test('not even where the profile would end it: the referral became urgent after its clock had started', async () => {
    const sent = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, routine)
    await force.owner`update app.referrals set urgency = 'tonight' where id = ${sent.id}`
    await pass('30 days')
    expect(await statusOf(sent.id)).toBe('sent')
  })

  test('with a question open it waits, and goes back once the question is answered and silence goes on', async () => {
    const sent = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, routine)
    const queried = await act(force, ends.caseworker, sent, 'query', { question: 'Which language?' })
    await pass('30 days')
    expect(await statusOf(sent.id)).toBe('queried')
    expect((await act(force, ends.officer, queried.body, 'reply', { answer: 'Tagalog.' })).status).toBe(200)
    await pass('1 hour')
    expect(await statusOf(sent.id)).toBe('returned')
  })

  test('a draft lapses, warned of before, and leaves no word and no answer', async () => {
    const draft = await aDraft(force, ends.officer, ends.caseworker.agencyId)
    const words = async () => {
      const [row] = await force.owner<{ n: number }[]>`
        select (select count(*) from app.texts_c1 where subject_id = ${draft.id})::int + (select count(*) from app.texts_c2 where subject_id = ${draft.id})::int as n`
      return row?.n
    }
    expect(await words()).toBeGreaterThan(0)
    await pass('22 days')
    expect(await topics(ends.officer)).toEqual(['clock.warn'])
    await pass('8 days')
    expect(await statusOf(draft.id)).toBe('withdrawn')
    expect(await words()).toBe(0)
    const [row] = await force.owner`select answers, needs, age_band from app.referrals where id = ${draft.id}`
    expect(row).toEqual({ answers: {}, needs: [], age_band: 'unknown' })
    expect(await topics(ends.caseworker)).toEqual([])
  })
})

describe('alarms', () => {
  test('of five days in which no worker ran come once to each, the oldest first', async () => {
    const first = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, {
      ...adult,
      urgency: 'within-24-hours',
    })
    await force.moveClock('1 hour')
    const second = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, {
      ...adult,
      urgency: 'within-24-hours',
    })
    await hands.tell()
    await pass('5 days')
    const told = await force.owner<{ person_id: string; subject_id: string; step: string }[]>`
      select person_id, subject_id, step from app.notices where topic like 'clock.%' and subject_id in (${first.id}, ${second.id}) order by outbox_id, id`
    const mine = told.filter(({ person_id }) => person_id === ends.caseworker.id)
    expect(mine.map(({ subject_id, step }) => [subject_id === first.id ? 1 : 2, step])).toEqual([
      [1, 'referral.acknowledge'],
      [2, 'referral.acknowledge'],
      [1, 'referral.answer'],
      [2, 'referral.answer'],
    ])
    const each = told.map(({ person_id, subject_id, step }) => `${person_id} ${subject_id} ${step}`)
    expect(new Set(each).size).toBe(each.length)
    const before = told.length
    await pass('1 minute')
    expect(
      (
        await force.owner`select from app.notices where topic like 'clock.%' and subject_id in (${first.id}, ${second.id})`
      ).length,
    ).toBe(before)
  })

  test('are raised once by three sweeps at a time', async () => {
    const sent = await Promise.all(
      [1, 2, 3, 4].map(() => aSentReferral(force, ends.officer, ends.caseworker.agencyId, routine)),
    )
    await hands.tell()
    await force.moveClock('9 days')
    await Promise.all([hands.sweep(), hands.sweep(), hands.sweep()])
    const rows = await force.owner<{ deadline: string }[]>`
      select payload->>'deadlineId' as deadline from app.outbox where payload->>'subjectId' in ${force.owner(sent.map(({ id }) => id))} and name like 'clock.%'`
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ deadline }) => deadline)).size).toBe(rows.length)
  })

  test('of a closed clock never come, though they were due when it was closed', async () => {
    const sent = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, routine)
    await hands.tell()
    await force.moveClock('9 days')
    // The alarm is raised, and the referral answered before the notification is written.
    await hands.sweep()
    expect((await act(force, ends.caseworker, sent, 'accept')).status).toBe(200)
    await hands.tell()
    expect((await topics(ends.caseworker)).filter((topic) => topic.startsWith('clock.'))).toEqual([])
    await pass('60 days')
    const steps = (await toldTo(force, ends.caseworker.id)).map(({ step }) => step)
    expect(steps).not.toContain('referral.answer')
    expect(steps).toContain('referral.first-contact')
  })
})

describe('a missed clock', () => {
  let sent: Referral
  let late: Deadline
  beforeEach(async () => {
    sent = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, routine)
    await force.moveClock('9 days')
    const { body } = await force.as(ends.caseworker)<DeadlinePage>('GET', '/deadlines?late=true')
    late = body.items.find(({ subjectId }) => subjectId === sent.id) as Deadline
  })

  test('is seen by both ends, with the code of its case, and by nobody else', async () => {
    expect(late).toMatchObject({ key: 'referral.acknowledge', late: true, caseReference: sent.caseReference })
    const waiting = await force.as(ends.officer)<DeadlinePage>('GET', '/deadlines?late=true')
    expect(waiting.body.items.map(({ id }) => id)).toContain(late.id)
    const stranger = await force.person(await force.agency('health'), 'caseworker')
    expect((await force.as(stranger)<DeadlinePage>('GET', '/deadlines')).body.items).toEqual([])
    expect((await force.as(lead)<DeadlinePage>('GET', '/deadlines')).body.items).toEqual([])
  })

  test('is answered in one tap by the agency that owes', async () => {
    const reply = await force.as(ends.caseworker)<Deadline>('POST', `/deadlines/${late.id}/answer`, {
      reason: 'workload',
    })
    expect(reply).toMatchObject({ status: 200, body: { breachReason: 'workload' } })
    const [row] = await force.owner`select breach_answered_by from app.deadlines where id = ${late.id}`
    expect(row?.breach_answered_by).toBe(ends.caseworker.id)
  })

  test.each<[string, () => [TestPerson, string, object], number]>([
    ['the agency that waits', () => [ends.officer, late.id, { reason: 'workload' }], 403],
    ['a lead', () => [lead, late.id, { reason: 'workload' }], 404],
    ['anybody, in words', () => [ends.caseworker, late.id, { reason: 'We were busy' }], 422],
    ['anybody, with more than a reason', () => [ends.caseworker, late.id, { reason: 'workload', note: 'x' }], 422],
    ['anybody, of no clock', () => [ends.caseworker, sent.id, { reason: 'workload' }], 404],
  ])('is not answered by %s', async (_, given, status) => {
    const [person, id, body] = given()
    expect((await force.as(person)('POST', `/deadlines/${id}/answer`, body)).status).toBe(status)
  })

  test('cannot be answered before it is missed', async () => {
    const fresh = await aSentReferral(force, ends.officer, ends.caseworker.agencyId, routine)
    const { body } = await force.as(ends.caseworker)<DeadlinePage>('GET', '/deadlines?limit=100')
    const clock = body.items.find(({ subjectId }) => subjectId === fresh.id)
    expect(clock?.late).toBe(false)
    const reply = await force.as(ends.caseworker)('POST', `/deadlines/${clock?.id}/answer`, { reason: 'workload' })
    expect(reply).toMatchObject({ status: 409, body: { type: '/problems/wrong-status' } })
  })

  test('disappears from the view of somebody who is barred from the case', async () => {
    await force.owner`insert into app.case_bars (case_id, person_id) values (${sent.caseId}, ${ends.caseworker.id})`
    const { body } = await force.as(ends.caseworker)<DeadlinePage>('GET', '/deadlines')
    expect(body.items.filter(({ subjectId }) => subjectId === sent.id)).toEqual([])
    const answer = await force.as(ends.caseworker)('POST', `/deadlines/${late.id}/answer`, { reason: 'workload' })
    expect(answer.status).toBe(404)
    await pass('1 day')
    expect(await topics(ends.caseworker)).toEqual([])
    expect(await topics(ends.head)).not.toEqual([])
  })
})

test('pages of clocks hold each once, soonest first, and refuse a cursor that is not theirs', async () => {
  for (const _ of [1, 2, 3]) await aSentReferral(force, ends.officer, ends.caseworker.agencyId, routine)
  const as = force.as(ends.caseworker)
  const all = (await as<DeadlinePage>('GET', '/deadlines?limit=100')).body.items
  const paged: Deadline[] = []
  for (let cursor = ''; ; ) {
    const { body } = await as<DeadlinePage>('GET', `/deadlines?limit=2${cursor}`)
    paged.push(...body.items)
    if (body.nextCursor === null) break
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
  }
  expect(all).toHaveLength(6)
  expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  const cursor = btoa(JSON.stringify(['2026', all[0]?.id]))
  expect((await as('GET', `/deadlines?cursor=${cursor}`)).status).toBe(400)
})
