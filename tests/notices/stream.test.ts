import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { openHub } from '@palermo/server/stream/hub.ts'
import { StreamEvent } from '@palermo/shared/notices/contract.ts'
import type { Running } from '@palermo/workers/start.ts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { workersOf } from '../workers/working.ts'

let force: TaskForce
let workers: Running
let address: string
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson

beforeAll(async () => {
  // Only the timer of the heartbeat, which is sent every 20 seconds, is replaced, so that the tests can advance it.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'], shouldAdvanceTime: false })
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  workers = await workersOf(force)
  await force.app.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(force.app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  vi.useRealTimers()
  await workers.stop()
  await force.end()
})

/**
 * Opens the stream over a connection of its own, as each browser does. Records the events, and whether the server ended
 * the stream.
 */
const aPage = async (person: TestPerson) => {
  const headers = { authorization: `Bearer ${person.token}` }
  const request = get(`${address}/api/stream`, { agent: false, headers })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const page = { heard: [] as StreamEvent[], raw: '', ended: false, close: () => request.destroy() }
  response.on('error', () => {})
  response.on('end', () => {
    page.ended = true
  })
  response.on('data', (part: Buffer) => {
    page.raw += part.toString()
    page.heard = page.raw
      .split('\n')
      .flatMap((line) => (line.startsWith('data: ') ? [StreamEvent.parse(JSON.parse(line.slice(6)))] : []))
  })
  return page
}

const unreadIn = (event: StreamEvent | undefined) => (event && 'unread' in event ? event.unread : 0)
const beat = () => vi.advanceTimersByTime(20_000)
/** The time limit of each wait, after which the test fails; the tests measure no speed. */
const soon = { timeout: 20_000, interval: 5 }

test('an open page is greeted, and hears that there is something new without asking', async () => {
  const page = await aPage(caseworker)
  await vi.waitFor(() => expect(page.heard).toEqual([{ kind: 'hello', unread: 0 }]), soon)
  const other = await aPage(officer)
  await vi.waitFor(() => expect(other.heard).toHaveLength(1), soon)
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  await vi.waitFor(() => expect(page.heard.at(-1)).toEqual({ kind: 'notice', unread: 1 }), soon)
  // The event is only a hint and holds nothing about the referral.
  expect(page.raw).not.toContain(sent.id)
  expect(page.raw).not.toContain(sent.caseReference)
  expect(other.heard).toEqual([{ kind: 'hello', unread: 0 }])
  page.close()
  other.close()
})

test('what is read on one page is read on the other', async () => {
  const page = await aPage(colleague)
  await vi.waitFor(() => expect(page.heard).toHaveLength(1), soon)
  expect(unreadIn(page.heard[0])).toBeGreaterThan(0)
  await force.as(colleague)('POST', '/notices/read', { all: true })
  await vi.waitFor(() => expect(page.heard.at(-1)).toEqual({ kind: 'notice', unread: 0 }), soon)
  page.close()
})

test('a beat keeps a quiet stream alive, and finds what no hint told of', async () => {
  const page = await aPage(officer)
  await vi.waitFor(() => expect(page.heard).toHaveLength(1), soon)
  beat()
  await vi.waitFor(() => expect(page.raw).toMatch(/\n:\n\n$/), soon)
  const [notice] = await force.owner`select * from app.notices limit 1`
  await force.owner`insert into app.notices ${force.owner({ ...notice, id: crypto.randomUUID(), outbox_id: 0, person_id: officer.id, read_at: null, at: new Date() })}`
  beat()
  await vi.waitFor(() => expect(page.heard.at(-1)).toEqual({ kind: 'notice', unread: 1 }), soon)
  page.close()
})

test('a colleague’s answer to a referral for tonight is heard by pages of the agency that it tells nothing', async () => {
  const ngo = await force.agency('ngo')
  const sender = await force.person(officer.agencyId, 'officer')
  const [answers, watches] = [await force.person(ngo, 'caseworker'), await force.person(ngo, 'caseworker')]
  const page = await aPage(watches)
  await vi.waitFor(() => expect(page.heard).toHaveLength(1), soon)
  const sent = await aSentReferral(force, sender, ngo, { ...adult, urgency: 'tonight' })
  await vi.waitFor(() => expect(unreadIn(page.heard.at(-1))).toBeGreaterThan(0), soon)
  await force.as(watches)('POST', '/notices/read', { all: true })
  await vi.waitFor(() => expect(unreadIn(page.heard.at(-1))).toBe(0), soon)
  const before = page.heard.length
  expect((await act(force, answers, sent, 'accept')).status).toBe(200)
  await vi.waitFor(() => expect(page.heard.length).toBeGreaterThan(before), soon)
  expect(page.heard.at(-1)).toEqual({ kind: 'notice', unread: 0 })
  page.close()
})

test('a beat that comes while the page is being asked is a beat, and no news', async () => {
  const hub = openHub(force.db)
  const person = await force.person(caseworker.agencyId, 'caseworker')
  const heard: StreamEvent[] = []
  let beats = 0
  const page = { send: (event: StreamEvent) => void heard.push(event), beat: () => void beats++, close: () => {} }
  // The first query of the unread count is still running when this heartbeat comes.
  const leave = hub.join(person.id, person.secret, page)
  beat()
  await vi.waitFor(() => expect(heard.length + beats).toBeGreaterThan(1), soon)
  expect(heard).toEqual([{ kind: 'hello', unread: 0 }])
  leave()
  await hub.end()
})

test('a stream ends with its session, at the next beat at the latest', async () => {
  const person = await force.person(caseworker.agencyId, 'caseworker')
  const page = await aPage(person)
  await vi.waitFor(() => expect(page.heard).toHaveLength(1), soon)
  await force.owner`update authz.sessions set revoked_at = now() where person_id = ${person.id}`
  expect(page.ended).toBe(false)
  beat()
  await vi.waitFor(() => expect(page.ended).toBe(true), soon)
})

test('a person has a bounded number of streams: the oldest makes room', async () => {
  const person = await force.person(caseworker.agencyId, 'caseworker')
  const pages: Awaited<ReturnType<typeof aPage>>[] = []
  for (let i = 0; i < 10; i++) pages.push(await aPage(person))
  await vi.waitFor(() => expect(pages.map(({ ended }) => ended)).toEqual([true, true, ...Array(8).fill(false)]), soon)
  for (const page of pages) page.close()
})

test('listening comes back after the database cut it, and what was said meanwhile is found', async () => {
  const page = await aPage(colleague)
  await vi.waitFor(() => expect(page.heard).toHaveLength(1), soon)
  const before = unreadIn(page.heard[0]) ?? 0
  await force.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'palermo% told'`
  await aSentReferral(force, officer, colleague.agencyId)
  await vi.waitFor(() => expect(unreadIn(page.heard.at(-1))).toBe(before + 1), soon)
  page.close()
})

test('closing the server ends its streams and does not wait for them', async () => {
  const page = await aPage(caseworker)
  await vi.waitFor(() => expect(page.heard).toHaveLength(1), soon)
  const closed = await Promise.race([force.app.close().then(() => 'closed'), setTimeout(soon.timeout, 'hangs')])
  expect(closed).toBe('closed')
  await vi.waitFor(() => expect(page.ended).toBe(true), soon)
})
