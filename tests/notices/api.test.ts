import type { DeliveryPage, Notice, NoticePage } from '@palermo/shared/notices/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let administrator: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  officer = await force.person(await force.agency('police', { name: 'Border police' }), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
  for (const _ of [1, 2, 3, 4, 5]) await aSentReferral(force, officer, ngo)
  await hands.tell()
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

const noticesOf = async (person: TestPerson, query = '') =>
  (await force.as(person)<NoticePage>('GET', `/notices${query}`)).body

test('notices come newest first, page by page, and say what happened, by whom and by when', async () => {
  const all: Notice[] = []
  for (let cursor = ''; ; ) {
    const page = await noticesOf(caseworker, `?limit=2${cursor}`)
    all.push(...page.items)
    if (page.nextCursor === null) break
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
  }
  expect(all).toHaveLength(5)
  expect(new Set(all.map(({ id }) => id)).size).toBe(5)
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .sort()
      .reverse(),
  )
  expect(all[0]).toMatchObject({ topic: 'referral.sent', agencyName: 'Border police', step: 'referral.acknowledge' })
  expect(all[0]?.dueAt).not.toBeNull()
})

test('reading marks one’s own and nobody else’s', async () => {
  const [first, second] = (await noticesOf(caseworker)).items
  const [theirs] = (await noticesOf(colleague)).items
  const ids = [first?.id, theirs?.id]
  expect((await force.as(caseworker)('POST', '/notices/read', { ids })).status).toBe(204)
  expect((await noticesOf(caseworker, '?unread=true')).items.map(({ id }) => id)).not.toContain(first?.id)
  expect((await noticesOf(caseworker, '?unread=true')).items.map(({ id }) => id)).toContain(second?.id)
  expect((await noticesOf(colleague, '?unread=true')).items).toHaveLength(5)
  expect((await force.as(caseworker)('POST', '/notices/read', { all: true })).status).toBe(204)
  expect((await noticesOf(caseworker, '?unread=true')).items).toEqual([])
})

test('what a barred person was told before disappears from their view', async () => {
  const [notice] = (await noticesOf(colleague)).items
  const [row] = await force.owner`select case_id from app.notices where id = ${notice?.id ?? ''}`
  await force.owner`insert into app.case_bars (case_id, person_id) values (${row?.case_id}, ${colleague.id})`
  expect((await noticesOf(colleague)).items.map(({ id }) => id)).not.toContain(notice?.id)
})

test('the delivery log is the administrator’s, and names nobody', async () => {
  const log = await force.as(administrator)<DeliveryPage>('GET', '/deliveries?limit=3')
  expect(log.status).toBe(200)
  expect(log.body.items).toHaveLength(3)
  expect(log.body.items[0]).toMatchObject({ channel: 'email', topic: 'referral.sent', tries: 0, error: null })
  const next = await force.as(administrator)<DeliveryPage>('GET', `/deliveries?limit=100&cursor=${log.body.nextCursor}`)
  expect(next.body.items).toHaveLength(7)
  const waiting = await force.as(administrator)<DeliveryPage>('GET', '/deliveries?state=waiting&limit=100')
  expect(waiting.body.items.length).toBeGreaterThan(0)
  expect(JSON.stringify([log.body, next.body])).not.toMatch(new RegExp(`${caseworker.id}|${caseworker.email}`))
  for (const person of [caseworker, officer]) expect((await force.as(person)('GET', '/deliveries')).status).toBe(403)
})

test('open work without a clock is shown to administrators alone', async () => {
  expect(await force.as(administrator)('GET', '/deadlines/orphans')).toEqual({ status: 200, body: { items: [] } })
  expect((await force.as(caseworker)('GET', '/deadlines/orphans')).status).toBe(403)
})

test.each([
  ['GET', '/notices?cursor=zzz', undefined, 400],
  ['GET', '/notices?limit=1000', undefined, 422],
  ['GET', '/notices?person=x', undefined, 422],
  ['GET', '/deliveries?state=lost', undefined, 422],
  ['POST', '/notices/read', { ids: ['x'] }, 422],
  ['POST', '/notices/read', { all: false }, 422],
  ['POST', '/notices/read', { ids: Array.from({ length: 201 }, () => v7()) }, 422],
] as const)('%s %s is refused', async (method, path, body, status) => {
  expect((await force.as(administrator)(method, path, body)).status).toBe(status)
})

test('nothing is told to whoever is not signed in', async () => {
  for (const url of ['/api/notices', '/api/deliveries', '/api/deadlines', '/api/stream'])
    expect((await force.app.inject({ url })).statusCode).toBe(401)
})

test('what is told of a task says of which kind it is', async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  await act(force, caseworker, sent, 'accept')
  const supervisor = await force.person(caseworker.agencyId, 'supervisor')
  const dueAt = new Date(Date.now() + 3_600_000).toISOString()
  const task = { caseId: sent.caseId, kind: 'visit', dueAt, assigneeId: caseworker.id }
  expect((await force.as(supervisor)('POST', '/tasks', task, { 'idempotency-key': v7() })).status).toBe(201)
  await hands.tell()
  const told = (await noticesOf(caseworker)).items.find(({ topic }) => topic === 'task.assigned')
  expect(told).toMatchObject({ step: 'task.due', detail: 'visit' })
})
