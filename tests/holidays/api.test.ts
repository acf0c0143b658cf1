import { recountForHolidays } from '@palermo/db/holidays/commands.ts'
import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { DeadlinePage } from '@palermo/shared/deadlines/contract.ts'
import type { MovesPage } from '@palermo/shared/deadlines/moves.ts'
import type { HolidayYear } from '@palermo/shared/holidays/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let admin: TestPerson
let officer: TestPerson
let caseworker: TestPerson
/** A deadline of three working days for an answer. */
let clock: Clock
/** A working day before the deadline is due. */
let between: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  admin = await force.person(await force.agency('secretariat'), 'administrator')
  // Moves the clock to a Monday in Manila that is far from every holiday.
  await force.owner`update app.clock set moved = '2027-07-05T02:00:00Z'::timestamptz - now()`
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  await force.owner`delete from app.holidays`
  await force.owner`update app.holiday_changes set recounted_at = now()`
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  const { body } = await force.as(officer)<DeadlinePage>('GET', '/deadlines?limit=100')
  const found = body.items.find(({ key, subjectId }) => key === 'referral.answer' && subjectId === sent.id)
  clock = (await force.as(officer)<Clock>('GET', `/deadlines/${found?.id}`)).body
  between = '2027-07-07'
})

const post = (person: TestPerson, body: object) => force.as(person)('POST', '/holidays', body)
const preview = async (body: object) => (await force.as(admin)<MovesPage>('POST', '/holidays/preview', body)).body
const year = async () => (await force.as(admin)<HolidayYear>('GET', '/holidays?year=2027')).body
const proclaimed = { change: 'added', name: 'Special day', source: 'Proclamation No. 1' }
const recount = async () => {
  while ((await recountForHolidays(hands.db, { settles: 0, most: 3 })).more);
}
const dueNow = async () => (await force.as(officer)<Clock>('GET', `/deadlines/${clock.id}`)).body
const day = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)

describe('a day off that was proclaimed', () => {
  test('is first shown with what it would move, and then counted for everything that stands', async () => {
    expect(day(clock.dueAt)).toBe('2027-07-08')
    const would = await preview({ change: 'added', onDate: between })
    const ours = would.items.filter(({ agencyName, key }) => key === 'referral.answer' && agencyName)
    expect(would.count).toBeGreaterThanOrEqual(1)
    expect(ours.some(({ oldDueAt, dueAt }) => oldDueAt === clock.dueAt && day(dueAt) === '2027-07-09')).toBe(true)
    expect((await dueNow()).dueAt).toBe(clock.dueAt)

    expect((await post(admin, { ...proclaimed, onDate: between })).status).toBe(204)
    await recount()
    const after = await dueNow()
    expect(day(after.dueAt)).toBe('2027-07-09')
    expect(after).toMatchObject({
      legs: [{ holidays: [{ on: between, name: 'Special day' }] }],
      changes: [{ kind: 'recounted', agencyName: null, oldDueAt: clock.dueAt }],
    })
    const { body: desk } = await force.as(caseworker)<WorkItemPage>('GET', '/work-items?side=owes')
    expect(desk.items[0]?.subjectId).toBe(clock.subjectId)
    await hands.tell()
    for (const person of [officer, caseworker])
      expect((await toldTo(force, person.id)).map(({ topic }) => topic)).toContain('clock.recounted')
    const kept = (await year()).changes.find(({ onDate }) => onDate === between)
    expect(kept).toMatchObject({ change: 'added', name: 'Special day', byName: 'Test Person' })
    expect(kept?.moved).toBeGreaterThanOrEqual(1)
    expect(kept?.recountedAt).not.toBeNull()
  })

  test('taken out again, everything is due as it was', async () => {
    await post(admin, { ...proclaimed, onDate: between })
    await recount()
    expect((await post(admin, { change: 'removed', onDate: between, source: 'Withdrawn' })).status).toBe(204)
    await recount()
    expect((await dueNow()).dueAt).toBe(clock.dueAt)
    expect((await year()).items).toEqual([])
  })

  test('put in and taken out before anybody counted moves nothing', async () => {
    await post(admin, { ...proclaimed, onDate: between })
    await post(admin, { change: 'removed', onDate: between, source: 'By mistake' })
    await recount()
    expect((await dueNow()).changes).toEqual([])
  })

  test('counted again by two workers at once moves each clock once', async () => {
    await post(admin, { ...proclaimed, onDate: between })
    await Promise.all([recount(), recount(), recount()])
    await recount()
    expect((await dueNow()).changes).toHaveLength(1)
  })

  test('is counted for what a process starts under the calendar that it still remembers', async () => {
    await post(admin, { ...proclaimed, onDate: between })
    expect((await recountForHolidays(hands.db, { settles: 3600 })).moved).toBeGreaterThan(0)
    expect((await year()).changes[0]?.recountedAt).toBeNull()
    const late = await aSentReferral(force, officer, caseworker.agencyId)
    await recount()
    const [row] = await force.owner<{ due: string }[]>`
      select (due_at at time zone 'Asia/Manila')::date::text as due from app.deadlines where subject_id = ${late.id} and key = 'referral.answer' and closed_at is null`
    expect(row?.due).toBe('2027-07-09')
  })

  test('is counted on top of one that was counted a moment ago', async () => {
    await post(admin, { ...proclaimed, onDate: between })
    expect((await recountForHolidays(hands.db, { settles: 3600 })).moved).toBeGreaterThan(0)
    await post(admin, { ...proclaimed, onDate: '2027-07-08' })
    await recount()
    expect(day((await dueNow()).dueAt)).toBe('2027-07-12')
    expect((await dueNow()).changes).toHaveLength(2)
  })

  test('is counted page by page, and each clock is read once a pass', async () => {
    for (let n = 0; n < 3; n += 1) await aSentReferral(force, officer, caseworker.agencyId)
    await post(admin, { ...proclaimed, onDate: between })
    const pass = async (settles: number) => {
      const all = { read: 0, moved: 0, pages: 0 }
      for (let more = true; more; all.pages += 1) {
        const page = await recountForHolidays(hands.db, { settles, most: 2 })
        all.read += page.read
        all.moved += page.moved
        more = page.more
      }
      return all
    }
    const whole = await preview({ change: 'removed', onDate: between })
    const once = await pass(3600)
    expect(once.read).toBe(whole.standing)
    expect(once.pages).toBe(Math.floor(whole.counted / 2) + 1)
    expect(once.moved).toBeGreaterThanOrEqual(4)
    expect(await pass(3600)).toEqual({ read: 0, moved: 0, pages: 1 })
    expect(await pass(0)).toMatchObject({ read: whole.standing, moved: 0 })
    expect((await year()).changes[0]?.recountedAt).not.toBeNull()
  })

  test('is shown page by page, and the pages together say what one page does', async () => {
    for (let n = 0; n < 2; n += 1) await aSentReferral(force, officer, caseworker.agencyId)
    const correction = { change: 'added', onDate: between }
    const whole = await preview(correction)
    expect(whole).toMatchObject({ next: null, counted: whole.standing })
    expect(whole.count).toBeGreaterThanOrEqual(3)
    const pages: MovesPage[] = []
    for (let after: string | null = null; pages.length === 0 || after !== null; after = pages.at(-1)?.next ?? null) {
      pages.push(await preview({ ...correction, after, limit: 1 }))
      expect(pages.length).toBeLessThanOrEqual(whole.counted + 1)
    }
    expect(pages.map(({ standing }) => standing)).toEqual([whole.standing, ...pages.slice(1).map(() => null)])
    expect(pages.reduce((all, { counted }) => all + counted, 0)).toBe(whole.counted)
    const shown = (items: MovesPage['items']) => items.map((item) => JSON.stringify(item)).sort()
    expect(shown(pages.flatMap(({ items }) => items))).toEqual(shown(whole.items))
  })

  test.each([{ limit: 0 }, { limit: 2001 }, { after: 'the first' }])('is shown by no page like %j', async (page) => {
    const reply = await force.as(admin)('POST', '/holidays/preview', { change: 'added', onDate: between, ...page })
    expect(reply.status).toBe(422)
  })

  test('after the due time moves nothing, nor does one on a weekend', async () => {
    expect(
      (await preview({ change: 'added', onDate: '2027-10-08' })).items.some((m) => m.oldDueAt === clock.dueAt),
    ).toBe(false)
    expect(
      (await preview({ change: 'added', onDate: '2027-07-10' })).items.some((m) => m.oldDueAt === clock.dueAt),
    ).toBe(false)
  })
})

test('a day that an administrator took out does not come back by itself', async () => {
  await force.owner`insert into app.holidays (calendar, on_date, name, source) values ('PH', '2027-12-30', 'Rizal Day', 'x')`
  await post(admin, { change: 'removed', onDate: '2027-12-30', source: 'A test' })
  const { fillHolidays } = await import('@palermo/db/deadlines/holidays.ts')
  expect(await fillHolidays(hands.db)).toBeGreaterThan(10)
  expect((await year()).items.some(({ onDate }) => onDate === '2027-12-30')).toBe(false)
  expect((await year()).items.some(({ onDate }) => onDate === '2027-12-25')).toBe(true)
})

describe('the calendar', () => {
  test.each(['caseworker', 'head', 'lead', 'auditor'] as const)('is corrected by no %s', async (role) => {
    const person = await force.person(await force.agency('ngo'), role)
    expect((await post(person, { ...proclaimed, onDate: between })).status).toBe(403)
    expect((await force.as(person)('POST', '/holidays/preview', { change: 'added', onDate: between })).status).toBe(403)
    expect((await force.as(person)('GET', '/holidays')).status).toBe(403)
    const raw = rawConnection(force)
    await refused(raw.attempt(person, (sql) => sql`insert into app.holidays values ('PH', '2027-01-01', 'a', 'b')`))
    await refused(raw.attempt(person, (sql) => sql`select * from app.standing_clocks_after(null, '{}', null, 1)`))
    await refused(raw.attempt(person, (sql) => sql`select app.standing_clocks_number(null, '{}')`))
    await refused(raw.attempt(person, (sql) => sql`select * from app.standing_clocks`))
    expect([...(await raw.attempt(person, (sql) => sql`delete from app.holidays returning 1`))]).toEqual([])
    await raw.end()
  })

  test.each([
    ['a day that is none', { ...proclaimed, onDate: '2027-02-30' }, 422],
    ['no name', { change: 'added', onDate: '2027-03-03', source: 'x' }, 422],
    ['no source', { change: 'removed', onDate: '2027-03-03' }, 422],
    ['a day that is not there', { change: 'removed', onDate: '2027-03-03', source: 'x' }, 409],
  ])('is not corrected with %s', async (_, body, status) => {
    expect((await post(admin, body)).status).toBe(status)
    expect((await year()).items).toEqual([])
  })

  test('takes a day once', async () => {
    const replies = await Promise.all([1, 2].map(() => post(admin, { ...proclaimed, onDate: '2027-08-02' })))
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409])
  })
})
