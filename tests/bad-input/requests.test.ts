import { encodeCursor } from '@palermo/shared/page.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let referral: Referral

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  referral = (await act(force, caseworker, sent, 'accept')).body
})
afterAll(() => force.end())

test.each([
  '/referrals?limit=0',
  '/referrals?limit=101',
  '/referrals?limit=ten',
  '/referrals?sort=name',
  '/referrals?box=post',
  '/referrals?status=lost',
  '/referrals?agency=x',
  '/referrals?unknown=1',
  '/referrals?box=inbox&box=outbox',
  '/work-items?side=both',
  '/work-items?late=perhaps',
  '/cases?status=',
  '/cases?sort=name',
])('a question that is none is told as such: %s', async (path) => {
  const reply = await force.as(caseworker)<{ errors: unknown[] }>('GET', path)
  expect(reply.status).toBe(422)
  expect(reply.body.errors.length).toBeGreaterThan(0)
})

const lists = [
  '/referrals?',
  '/work-items?',
  '/cases?',
  '/cases?sort=due&',
  '/cases?sort=opened&',
  '/notices?',
  '/deadlines?',
  '/agencies?',
]
test.each(lists)('a cursor that this product did not write is refused: %s', async (list) => {
  const forged = [
    'x',
    '%00',
    encodeCursor(['x', v7()]),
    encodeCursor(['0000-01-01T00:00:00Z', v7()]),
    encodeCursor(['2026-13-45T00:00:00Z', v7()]),
    encodeCursor(['infinity', v7()]),
    encodeCursor([`2026-01-01T00:00:00Z' or true --`, v7()]),
    Buffer.from('["2026-01-01T00:00:00Z","x"]').toString('base64url'),
    Buffer.from('{"at":1}').toString('base64url'),
    'x'.repeat(401),
  ]
  for (const cursor of forged) {
    const reply = await force.as(caseworker)('GET', `${list}cursor=${cursor}`)
    expect([400, 422], cursor).toContain(reply.status)
  }
})

test('ids that are none, and ids of nothing, are nothing there', async () => {
  const told = new Set<string>()
  for (const id of ['x', '0', '%2e%2e', v7(), '00000000-0000-0000-0000-000000000000', `${v7()}x`, "'--"]) {
    for (const path of [`/referrals/${id}`, `/cases/${id}`, `/cases/${id}/timeline`, `/referrals/${id}/draft`]) {
      const reply = await force.app.inject({
        url: `/api${path}`,
        headers: { authorization: `Bearer ${caseworker.token}` },
      })
      expect(reply.statusCode, path).toBe(404)
      const { requestId: _, ...document } = reply.json()
      told.add(JSON.stringify(document))
    }
  }
  expect([...told]).toHaveLength(1)
})

test('what is hidden and what is missing are answered in the same words', async () => {
  const foreign = await aSentReferral(force, officer, await force.agency('health'))
  const told = async (id: string | null) => {
    const replies = [
      await force.as(caseworker)<object>('GET', `/referrals/${id}`),
      await act(force, caseworker, { id: id ?? '', version: 1 }, 'accept'),
      await force.as(caseworker)<object>('POST', `/referrals/${id}/actions`, {
        action: 'query',
        version: 1,
        question: 'x',
      }),
    ]
    return replies.map(({ status, body }) => ({ status, ...body, requestId: null }))
  }
  const inCase = async (id: string | null) => {
    const replies = [
      await force.as(caseworker)<object>('GET', `/cases/${id}`),
      await force.as(caseworker)<object>('POST', `/cases/${id}/actions`, { action: 'review', version: 1 }),
      await force.as(caseworker)<object>('POST', `/cases/${id}/members`, { personId: caseworker.id }),
      await force.as(caseworker)<object>(
        'POST',
        '/notes',
        { caseId: id, compartment: 'C1', text: 'x' },
        { 'idempotency-key': v7() },
      ),
      await force.as(caseworker)<object>(
        'POST',
        '/tasks',
        { caseId: id, kind: 'call', dueAt: '2030-01-01T00:00:00Z' },
        { 'idempotency-key': v7() },
      ),
      await force.as(caseworker)<object>(
        'POST',
        '/referrals',
        { caseId: id, formId: 'intake-short', formVersion: 1 },
        { 'idempotency-key': v7() },
      ),
    ]
    return replies.map(({ status, body }) => ({ status, ...body, requestId: null }))
  }
  expect(await told(foreign.id)).toEqual(await told(v7()))
  expect(await inCase(foreign.caseId)).toEqual(await inCase(v7()))
})

test('other people’s ids in every field that takes one are refused at that field', async () => {
  const stranger = await force.person(await force.agency('health'), 'caseworker')
  const supervisor = await force.person(caseworker.agencyId, 'supervisor')
  const { id, version, caseId } = (await force.as(caseworker)<Referral>('GET', `/referrals/${referral.id}`)).body
  const theCase = (await force.as(caseworker)<{ version: number }>('GET', `/cases/${caseId}`)).body
  for (const other of [stranger.id, v7()]) {
    const replies = [
      [
        '/assigneeId',
        await force.as(supervisor)('POST', `/referrals/${id}/actions`, {
          action: 'assign',
          version,
          assigneeId: other,
        }),
      ],
      [
        '/personId',
        await force.as(supervisor)('POST', `/cases/${caseId}/actions`, {
          action: 'assign-lead',
          version: theCase.version,
          personId: other,
        }),
      ],
      ['/personId', await force.as(supervisor)('POST', `/cases/${caseId}/members`, { personId: other })],
      [
        '/assigneeId',
        await force.as(caseworker)(
          'POST',
          '/tasks',
          { caseId, kind: 'call', dueAt: '2030-01-01T00:00:00Z', assigneeId: other },
          { 'idempotency-key': v7() },
        ),
      ],
      [
        '/corrects',
        await force.as(caseworker)(
          'POST',
          '/notes',
          { caseId, compartment: 'C1', text: 'x', corrects: other },
          { 'idempotency-key': v7() },
        ),
      ],
      [
        '/toAgencyId',
        await force.as(officer)(
          'POST',
          '/referrals',
          { formId: 'intake-short', formVersion: 1, toAgencyId: other },
          { 'idempotency-key': v7() },
        ),
      ],
    ] as const
    for (const [pointer, reply] of replies)
      expect(reply, pointer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  }
})

test('a version that is behind, or ahead, is refused with the thing as it stands', async () => {
  const { id, version } = (await force.as(caseworker)<Referral>('GET', `/referrals/${referral.id}`)).body
  for (const seen of [version - 1, version + 1, 2 ** 53 - 1]) {
    const reply = await act(force, caseworker, { id, version: seen }, 'start')
    expect(reply).toMatchObject({
      status: 409,
      body: { type: '/problems/changed-meanwhile', current: { id, version } },
    })
  }
  expect((await act(force, caseworker, { id, version: 0 }, 'start')).status).toBe(422)
})

test('the same key with another body, or at another address, is refused; with the same it is the same', async () => {
  const key = { 'idempotency-key': v7() }
  const body = { formId: 'intake-short', formVersion: 1, answers: { 'under-18': 'no' } }
  const first = await force.as(officer)<Draft>('POST', '/referrals', body, key)
  const again = await force.as(officer)<Draft>('POST', '/referrals', body, key)
  expect(again.body.referral.id).toBe(first.body.referral.id)
  const reused = { status: 422, body: { type: '/problems/key-reused' } }
  expect(await force.as(officer)('POST', '/referrals', { ...body, kind: 'service' }, key)).toMatchObject(reused)
  const task = { caseId: referral.caseId, kind: 'call', dueAt: '2030-01-01T00:00:00Z' }
  const mine = { 'idempotency-key': v7() }
  expect((await force.as(caseworker)('POST', '/tasks', task, mine)).status).toBe(201)
  expect(
    await force.as(caseworker)('POST', '/notes', { caseId: referral.caseId, compartment: 'C1', text: 'words' }, mine),
  ).toMatchObject(reused)
  // An idempotency key counts for one person only: the same key from another person creates another draft.
  const other = await force.person(officer.agencyId, 'officer')
  expect((await force.as(other)<Draft>('POST', '/referrals', body, key)).body.referral.id).not.toBe(
    first.body.referral.id,
  )
  for (const bad of ['short', 'x'.repeat(129), 'with space in it', 'ümlaut-ümlaut']) {
    expect((await force.as(officer)('POST', '/referrals', body, { 'idempotency-key': bad })).status, bad).toBe(400)
  }
})
