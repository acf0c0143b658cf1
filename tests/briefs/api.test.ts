import type { Brief } from '@palermo/shared/briefs/contract.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { admit, crowd } from '../statistics/people.ts'
import { countAndPublish } from '../statistics/publish.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let worker: ByHand
let lead: TestPerson
let officer: TestPerson
let caseworker: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  worker = byHand(force)
  lead = await force.person(await force.agency('secretariat'), 'lead')
  officer = await force.person(await force.agency('police', { name: 'Łódź Police, Women’s Desk ไทย' }), 'officer')
  const ngo = await force.agency('ngo', { name: 'Open Door' })
  caseworker = await force.person(ngo, 'caseworker')
  const full = await aSentReferral(force, officer, ngo)
  await act(force, caseworker, full, 'decline', { reason: 'no-capacity' })
  await aSentReferral(force, officer, ngo, { ...adult, urgency: 'within-24-hours' })
  await admit(force.owner, crowd, '2020-01-01T00:00:00Z')
  await force.moveClock('4 days')
  await countAndPublish(worker)
})
afterAll(async () => {
  await worker.end()
  await force.end()
})

const read = (query = '') => force.as(lead)<Brief>('GET', `/briefs${query}`)
const inject = (person: TestPerson, path: string, accept = 'application/json') =>
  force.app.inject({ url: `/api${path}`, headers: { authorization: `Bearer ${person.token}`, accept } })

test('says what changed, how things stand, who was counted and what wants a decision', async () => {
  const { week } = (await force.as(lead)<Statistics>('GET', '/statistics')).body
  const drafted = await force.as(lead)<{ id: string }>('POST', '/snapshots', { week }, { 'idempotency-key': v7() })
  const { body } = await read()
  expect(body.change).toMatchObject({ sent: 2, declined: 1 })
  expect(body.people.now).toMatchObject({ week, women: 40, girls: null })
  expect(body.people.now?.all).toBe(85)
  // Only the first three kinds are compared, because the day of the week decides whether the sender of the declined
  // referral is late as well.
  const kinds = new Set(body.decisions.map(({ kind }) => kind))
  expect([...kinds]).toEqual(['late', 'gap', 'snapshot'])
  expect(body.decisions).toContainEqual(expect.objectContaining({ kind: 'late', agency: 'Open Door' }))
  expect(body.decisions.slice(-2)).toEqual([
    { kind: 'gap', reason: 'no-capacity', n: 1 },
    { kind: 'snapshot', id: drafted.body.id, week, status: 'drafted' },
  ])
})

test('the same numbers as the dashboard and the statistics, since the day that is asked for', async () => {
  const { body } = await read('?since=2026-01-01')
  const work = (await force.as(lead)<{ change: object; since: string }>('GET', '/dashboards/work?since=2026-01-01'))
    .body
  expect([body.since, body.change]).toEqual(['2026-01-01', work.change])
})

test('is one page of PDF with its fonts in it, that names no person and not who made it', async () => {
  for (const reply of [await inject(lead, '/briefs?format=pdf'), await inject(lead, '/briefs', 'application/pdf')]) {
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(reply.headers['content-disposition']).toMatch(/^attachment; filename="brief-\d{4}-\d\d-\d\d\.pdf"$/)
    const text = reply.rawPayload.toString('latin1')
    expect(text.startsWith('%PDF-1.7')).toBe(true)
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1)
    expect(text).toMatch(/\/StructTreeRoot/)
    expect(text).toMatch(/\/FontFile[23]/)
    expect(text).not.toMatch(/Test Person|@example/)
  }
  const kinds = await force.owner<
    { kind: string }[]
  >`select distinct kind from aud.leaf where kind like 'brief.%' order by 1`
  expect(kinds.map(({ kind }) => kind)).toEqual(['brief.exported', 'brief.viewed'])
})

test('is for the lead alone', async () => {
  for (const role of ['caseworker', 'supervisor', 'head', 'administrator', 'auditor'] as const) {
    const person = await force.person(caseworker.agencyId, role)
    for (const path of ['/briefs', '/briefs?format=pdf']) {
      expect([role, path, (await inject(person, path)).statusCode]).toEqual([role, path, 403])
    }
  }
})

test.each([
  ['a day that is none', '?since=2026-02-30', '/since'],
  ['a day of another age', '?since=0000-01-01', '/since'],
  ['an unknown filter', '?agency=1', '/agency'],
  ['an unknown format', '?format=docx', '/format'],
])('%s is refused', async (_, query, pointer) => {
  const { status, body } = await force.as(lead)<{ errors: { pointer: string }[] }>('GET', `/briefs${query}`)
  expect([status, body.errors[0]?.pointer]).toEqual([422, pointer])
})
