import { takeOutboundMessage } from '@palermo/db/notices/outbound-messages.ts'
import { noticeKinds } from '@palermo/shared/notice-kinds.ts'
import { alwaysInApp } from '@palermo/shared/notices/choices.ts'
import type { Notice, NoticeSettings } from '@palermo/shared/notices/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let caseworker: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  // Outbound messages of an earlier test must not be sent in the next one.
  await force.owner`update app.deliveries set dropped_at = now() where outbound_message_id is null`
  await force.owner`update app.outbound_messages set state = 'sent' where state in ('sending', 'failed')`
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
})

const read = async (person: TestPerson) => (await force.as(person)<NoticeSettings>('GET', '/notices/settings')).body
const put = (person: TestPerson, body: unknown) => force.as(person)<NoticeSettings>('PUT', '/notices/settings', body)
/** Changes some of a person's settings as the page does, which reads all settings and sends all of them back. */
const choose = async (person: TestPerson, change: (wanted: Omit<NoticeSettings, 'zone' | 'sms'>) => object) => {
  const { zone: _, sms: __, ...kept } = await read(person)
  return put(person, { ...kept, ...change(kept) })
}
const routine = { ...adult, urgency: 'routine' }
const listOf = async (person: TestPerson) => (await force.as(person)<{ items: Notice[] }>('GET', '/notices')).body.items
const leavesAt = async (person: TestPerson) =>
  (
    await force.owner<{ time: string; manner: string; now: boolean }[]>`
      select to_char(due_at at time zone 'Asia/Manila', 'HH24:MI') as time, manner, due_at <= app.now() as now
        from app.deliveries where person_id = ${person.id} order by at, id`
  ).map((row) => ({ ...row }))
/** Quiet hours from an hour before now to two hours after, in the person's time zone. */
const quietNow = async () => {
  const [row] = await force.owner<{ from: string; until: string }[]>`
    select to_char((app.now() - interval '1 hour') at time zone 'Asia/Manila', 'HH24:MI') as from,
      to_char((app.now() + interval '2 hours') at time zone 'Asia/Manila', 'HH24:MI') as until`
  if (!row) throw new Error('no time')
  return { ...row }
}

describe('the settings of a person', () => {
  test('are everything at first, with a digest at eight and no quiet hours', async () => {
    const kept = await read(caseworker)
    expect(kept).toMatchObject({ version: 0, quiet: null, digestAt: '08:00', zone: 'Asia/Manila' })
    expect(noticeKinds.every((kind) => kept.choices[kind]['in-app'] && kept.choices[kind].email)).toBe(true)
  })

  test('are kept, are their own alone, and the later of two pages is told of the first', async () => {
    const first = await read(caseworker)
    const { zone: _, sms: __, ...mine } = first
    const wanted = { ...mine, digestAt: '17:30', quiet: { from: '22:00', until: '06:30' } }
    wanted.choices.progress = { 'in-app': false, email: false, sms: true, push: false }
    const saved = await put(caseworker, wanted)
    expect(saved).toEqual({ status: 200, body: { ...wanted, version: 1, zone: first.zone, sms: first.sms } })
    expect(await read(caseworker)).toEqual(saved.body)
    expect(await read(officer)).toMatchObject({ version: 0, digestAt: '08:00' })
    const late = await put(caseworker, wanted)
    expect(late).toMatchObject({ status: 409, body: { type: '/problems/changed-meanwhile', current: saved.body } })
    expect((await put(caseworker, { ...wanted, version: 1, quiet: null })).body).toMatchObject({
      version: 2,
      quiet: null,
    })
  })

  test.each(alwaysInApp)('cannot silence %s in the app, through the page or beneath it', async (kind) => {
    const refused = await choose(caseworker, ({ choices }) => ({
      choices: { ...choices, [kind]: { ...choices[kind], 'in-app': false } },
    }))
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: `/choices/${kind}/in-app` }] } })
    await expect(force.owner`insert into app.notice_choices (person_id, kind, channel, wanted)
      values (${caseworker.id}, ${kind}, 'in-app', false)`).rejects.toThrow('notice_choices_told')
  })

  test.each([
    ['a time that is none', { digestAt: '25:00' }, '/digestAt'],
    ['quiet without an end', { quiet: { from: '22:00' } }, '/quiet/until'],
    ['quiet that never ends', { quiet: { from: '22:00', until: '22:00' } }, '/quiet/until'],
    ['a kind too few', { choices: {} }, '/choices/work'],
    ['a word too many', { more: true }, ''],
  ])('are refused with %s', async (_, change, pointer) => {
    const refused = await choose(caseworker, () => change)
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.body)).toContain(pointer)
    expect((await read(caseworker)).version).toBe(0)
  })
})

describe('what somebody chose', () => {
  test('keeps the mail away, and the app tells', async () => {
    await choose(caseworker, ({ choices }) => ({ choices: { ...choices, work: { ...choices.work, email: false } } }))
    await aSentReferral(force, officer, caseworker.agencyId)
    await hands.tell()
    expect(await leavesAt(caseworker)).toEqual([])
    expect(await listOf(caseworker)).toMatchObject([{ topic: 'referral.sent', readAt: null }])
  })

  test('keeps the bell still, and the mail comes though the list shows it as read', async () => {
    await choose(officer, ({ choices }) => ({
      choices: { ...choices, progress: { ...choices.progress, 'in-app': false } },
    }))
    const sent = await aSentReferral(force, officer, caseworker.agencyId, routine)
    await act(force, caseworker, sent, 'acknowledge')
    await hands.tell()
    const [told] = await listOf(officer)
    expect(told).toMatchObject({ topic: 'referral.received', readAt: told?.at })
    await force.owner`update app.deliveries set dropped_at = now() where person_id = ${caseworker.id}`
    await force.moveClock('1 day')
    expect(await takeOutboundMessage(hands.db)).toMatchObject({ email: officer.email, notices: 1 })
  })
})

describe('quiet hours', () => {
  test('hold back what would ring until they end, by the clock of the reader’s time zone', async () => {
    const quiet = await quietNow()
    await choose(officer, () => ({ quiet }))
    const sent = await aSentReferral(force, officer, caseworker.agencyId, routine)
    await act(force, caseworker, sent, 'accept')
    await hands.tell()
    expect(await leavesAt(officer)).toEqual([{ time: quiet.until, manner: 'at-once', now: false }])
    expect(await listOf(officer)).toMatchObject([{ topic: 'referral.accepted', readAt: null }])
  })

  test('never hold back a clock of a day or less', async () => {
    await choose(caseworker, () => ({ quiet: { from: '00:00', until: '23:59' } }))
    await aSentReferral(force, officer, caseworker.agencyId, { ...adult, urgency: 'tonight' })
    await hands.tell()
    expect(await leavesAt(caseworker)).toMatchObject([{ manner: 'at-once', now: true }])
  })
})

describe('the daily digest', () => {
  test('comes at the chosen hour with codes, and without the cases that its reader is barred from meanwhile', async () => {
    await choose(caseworker, () => ({ digestAt: '17:30' }))
    const seen = await aSentReferral(force, officer, caseworker.agencyId, routine)
    const barred = await aSentReferral(force, officer, caseworker.agencyId, routine)
    await hands.tell()
    expect(await leavesAt(caseworker)).toMatchObject([
      { time: '17:30', manner: 'digest' },
      { time: '17:30', manner: 'digest' },
    ])
    await force.owner`insert into app.case_bars (case_id, person_id) values (${barred.caseId}, ${caseworker.id})`
    await force.moveClock('1 day')
    expect(await takeOutboundMessage(hands.db)).toMatchObject({
      manner: 'digest',
      codes: [seen.caseReference],
      late: 0,
    })
  })

  test('counts the reader’s own steps that are late, and none of a colleague', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, routine)
    await act(force, caseworker, sent, 'accept')
    await force.owner`update app.deadlines set due_at = app.now() - interval '1 hour' where owes_person_id = ${caseworker.id} and closed_at is null`
    await aSentReferral(force, officer, caseworker.agencyId, routine)
    await hands.tell()
    await force.moveClock('1 day')
    const [mine] = await force.owner<{ n: number }[]>`
      select count(*)::int as n from app.deadlines where owes_person_id = ${caseworker.id} and closed_at is null and due_at <= app.now()`
    const letters = [await takeOutboundMessage(hands.db), await takeOutboundMessage(hands.db)]
    expect(letters.find((letter) => letter?.email === caseworker.email)?.late).toBe(mine?.n)
    expect(mine?.n).toBeGreaterThan(0)
  })
})
