import { createHash } from 'node:crypto'
import type { DeadlinePage } from '@palermo/shared/deadlines/contract.ts'
import type { Feed, NewFeed } from '@palermo/shared/feeds/contract.ts'
import ICAL from 'ical.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let heard: string[]

beforeAll(async () => {
  heard = []
  force = await aTaskForce('int', heard)
})
afterAll(() => force.end())
beforeEach(async () => {
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
})

const make = async (person = caseworker) => (await force.as(person)<NewFeed>('POST', '/feeds/mine')).body
const mine = async (person = caseworker) =>
  (await force.as(person)<{ feed: Feed | null }>('GET', '/feeds/mine')).body.feed
const fetch = (path: string, agent = 'Google-Calendar-Importer') =>
  force.app.inject({ method: 'GET', url: path, headers: { 'user-agent': agent } })
const events = (body: string) =>
  new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))

const once = {
  vcalendar: ['prodid', 'version', 'calscale', 'method', 'refresh-interval', 'x-wr-calname'],
  vevent: ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary', 'description', 'url', 'transp', 'class'],
}
/**
 * Violations of RFC 5545: a parameter twice in a line (3.2), a property missing or twice (3.6), or a value that is
 * parsed as something else.
 */
const faultsOf = (body: string): string[] => {
  const unfolded = body.replaceAll('\r\n ', '').trimEnd().split('\r\n')
  const twice = unfolded.filter((line) => {
    const names = (/^[^:"]*/.exec(line)?.[0] ?? '')
      .split(';')
      .slice(1)
      .map((one) => one.split('=')[0]?.toUpperCase())
    return new Set(names).size !== names.length
  })
  const calendar = new ICAL.Component(ICAL.parse(body))
  const missing = [calendar, ...calendar.getAllSubcomponents()].flatMap((one) =>
    [...once[one.name as keyof typeof once]].flatMap((name) => {
      const n = one.getAllProperties(name).length
      return n === 1 ? [] : [`${one.name}: ${name} ${n} times`]
    }),
  )
  return [...twice, ...missing, ...(`${calendar.toString()}\r\n` === body ? [] : ['is read back as another'])]
}

describe('somebody’s own calendar', () => {
  test('says when how many steps are due, as RFC 5545 has it, and nothing about any person', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, { ...adult, urgency: 'tonight' })
    const later = await aSentReferral(force, officer, caseworker.agencyId)
    const { path } = await make()
    const reply = await fetch(path)
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(reply.headers['cache-control']).toBe('no-store')

    const { body: work } = await force.as(caseworker)<DeadlinePage>('GET', '/deadlines?limit=100')
    const dues = [
      ...new Set(
        work.items.filter((one) => one.owesAgencyId === caseworker.agencyId).map(({ dueAt }) => Date.parse(dueAt)),
      ),
    ]
    const found = events(reply.body)
    expect(found).toHaveLength(dues.length)
    // A deadline at a time of day is an event in the quarter of an hour before it is due; a deadline at the end of a
    // day is an event of the whole day, in the time zone of the agency.
    const endsADay = (due: number) => new Date(due).toISOString().endsWith('T15:59:59.999Z')
    const timed = found.filter((event) => !event.startDate.isDate)
    expect(timed.map((event) => event.endDate.toJSDate().getTime()).sort()).toEqual(
      dues
        .filter((due) => !endsADay(due))
        .map((due) => Math.floor(due / 1000) * 1000)
        .sort(),
    )
    const days = found.filter((event) => event.startDate.isDate).map((event) => event.startDate.toString())
    expect(days).toEqual([
      ...new Set(dues.filter(endsADay).map((due) => new Date(due + 8 * 3_600_000).toISOString().slice(0, 10))),
    ])
    for (const event of found) expect(event.summary).toMatch(/^Palermo: (one step is|\d+ steps are) due$/)

    for (const { id, caseReference, caseId } of [sent, later])
      for (const secret of [id, caseReference, caseId]) if (secret) expect(reply.body).not.toContain(secret)
    expect(reply.body).not.toMatch(/Canary|Test Person|Agency|referral|@example/i)
    expect(faultsOf(reply.body)).toEqual([])
    // Lines end with CRLF and have at most 75 octets.
    expect(reply.body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of reply.body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })

  test('has the work of the agency’s queue and one’s own, and not a colleague’s', async () => {
    const other = await force.person(caseworker.agencyId, 'caseworker')
    const sent = await aSentReferral(force, officer, caseworker.agencyId)
    const [one, two] = [await make(), await make(other)]
    const count = async ({ path }: NewFeed) => events((await fetch(path)).body).length
    expect(await count(two)).toBeGreaterThan(0)
    await act(force, caseworker, sent, 'accept')
    expect(await count(two)).toBe(0)
    expect(await count(one)).toBeGreaterThan(0)
  })

  test('leaves out a case from which one is barred', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId)
    const { path } = await make()
    expect(events((await fetch(path)).body).length).toBeGreaterThan(0)
    await force.owner`insert into app.case_bars (case_id, person_id) values (${sent.caseId}, ${caseworker.id})`
    expect(events((await fetch(path)).body)).toEqual([])
  })

  test('of somebody without work is an empty calendar', async () => {
    const { path } = await make(await force.person(caseworker.agencyId, 'administrator'))
    const reply = await fetch(path)
    expect([reply.statusCode, events(reply.body)]).toEqual([200, []])
  })
})

describe('a stolen address', () => {
  test('shows in who reads it, and is dead once it is renewed', async () => {
    const { path, feed } = await make()
    expect(feed.readers).toEqual([])
    await fetch(path)
    await fetch(path)
    await fetch(path, 'curl/8')
    expect((await mine())?.readers).toMatchObject([
      { program: 'other', reads: 1 },
      { program: 'google', reads: 2 },
    ])
    const renewed = await make()
    expect(renewed.path).not.toBe(path)
    expect((await fetch(path)).statusCode).toBe(404)
    expect((await fetch(renewed.path)).statusCode).toBe(200)
    expect((await mine())?.readers).toMatchObject([{ program: 'google', reads: 1 }])
  })

  test('is dead once the calendar is ended, once it is a year old, and once somebody has left', async () => {
    const ended = await make()
    expect((await force.as(caseworker)('DELETE', '/feeds/mine')).status).toBe(204)
    expect((await fetch(ended.path)).statusCode).toBe(404)
    expect(await mine()).toBeNull()
    expect((await force.as(caseworker)('DELETE', '/feeds/mine')).status).toBe(204)

    const old = await make()
    await force.owner`update app.calendar_feeds set expires_at = app.now() where person_id = ${caseworker.id}`
    expect((await fetch(old.path)).statusCode).toBe(404)

    const left = await make(officer)
    await force.owner`update app.people set disabled_at = now() where id = ${officer.id}`
    expect((await fetch(left.path)).statusCode).toBe(404)
    // An account that is enabled again needs a new address for the calendar, because other people may know the old one
    // by now.
    await force.owner`update app.people set disabled_at = null where id = ${officer.id}`
    expect((await fetch(left.path)).statusCode).toBe(404)
  })

  test('opens nothing but the calendar, and leaves a line in the log that is no identity', async () => {
    const { path } = await make()
    await fetch(path)
    const [line] = await force.owner`
      select kind, actor, session, subject_kind, reason from aud.leaf where actor = ${caseworker.id} order by id desc limit 1`
    expect(line).toEqual({
      kind: 'feed.read',
      actor: caseworker.id,
      session: null,
      subject_kind: 'feed',
      reason: 'google',
    })
    const secret = path.slice('/api/feeds/'.length, -'.ics'.length)
    const asBearer = await force.app.inject({ url: '/api/work-items', headers: { authorization: `Bearer ${secret}` } })
    expect(asBearer.statusCode).toBe(401)
    const raw = rawConnection(force)
    const seen = await raw.attempt(null, async (sql) => {
      await sql`select app.calendar_feed(${Buffer.from(secret, 'base64url')}, 'other', 'x')`
      return sql`select * from app.deadlines`
    })
    expect([...seen]).toEqual([])
    await refused(raw.attempt(caseworker, (sql) => sql`select secret_hash from app.calendar_feeds`))
    expect([...(await raw.attempt(officer, (sql) => sql`select person_id from app.calendar_feeds`))]).toEqual([])
    await raw.end()
  })

  test('stands nowhere: only its hash is kept, and no log has it', async () => {
    const { path } = await make()
    await fetch(path)
    const secret = path.slice('/api/feeds/'.length, -'.ics'.length)
    const [row] = await force.owner<
      { hash: Buffer }[]
    >`select secret_hash as hash from app.calendar_feeds where person_id = ${caseworker.id}`
    expect(row?.hash.toString('hex')).toBe(createHash('sha256').update(Buffer.from(secret, 'base64url')).digest('hex'))
    expect(heard.join('\n')).not.toContain(secret)
    const [dump] = await force.owner<
      { text: string }[]
    >`select coalesce(string_agg(l::text, ' '), '') as text from aud.leaf l`
    expect(dump?.text).not.toContain(secret)
  })

  test.each([
    ['one that never was', `${'a'.repeat(43)}.ics`],
    ['half of one', 'abc.ics'],
    ['one without its ending', 'a'.repeat(43)],
    ['an id', '01a21d30-6f7d-751a-8236-f130fa8107a0'],
    ['signs', '%27%20or%201=1--.ics'],
  ])('%s gives what nothing gives', async (_, name) => {
    const reply = await fetch(`/api/feeds/${name}`)
    expect(reply.statusCode).toBe(404)
    expect(reply.json()).toMatchObject({ type: '/problems/not-found' })
  })

  test('cannot be guessed at leisure', async () => {
    const codes: number[] = []
    for (let i = 0; i < 65; i++) {
      const url = `/api/feeds/${String(i).padStart(43, 'b')}.ics`
      codes.push((await force.app.inject({ url, remoteAddress: '203.0.113.9' })).statusCode)
    }
    expect(codes.filter((code) => code === 404)).toHaveLength(60)
    expect(codes.slice(60)).toEqual([429, 429, 429, 429, 429])
  })
})

test('its events are known again by the program that reads them, and by nobody from another feed', async () => {
  await aSentReferral(force, officer, caseworker.agencyId)
  const uids = async (path: string) => events((await fetch(path)).body).map(({ uid }) => uid)
  const { path } = await make()
  const first = await uids(path)
  expect(await uids(path)).toEqual(first)
  const renewed = await uids((await make()).path)
  expect(renewed.filter((uid) => first.includes(uid))).toEqual([])
})
