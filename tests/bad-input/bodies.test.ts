import { once } from 'node:events'
import { connect } from 'node:net'
import { encodeCursor } from '@palermo/shared/page.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
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

const notes = async () => {
  const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from app.notes`
  return row?.n
}
/** A note, with the body as these very bytes. */
const sendNote = async (payload: string | Buffer, headers: Record<string, string> = {}) => {
  const before = await notes()
  const reply = await force.app.inject({
    method: 'POST',
    url: '/api/notes',
    headers: {
      authorization: `Bearer ${caseworker.token}`,
      'content-type': 'application/json',
      'idempotency-key': v7(),
      ...headers,
    },
    payload,
  })
  expect(reply.statusCode).toBeLessThan(500)
  if (reply.statusCode >= 400) {
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(await notes()).toBe(before)
  }
  return { status: reply.statusCode, problem: reply.json<{ type: string; errors?: { pointer: string }[] }>() }
}
const note = (more: object = {}) =>
  JSON.stringify({ caseId: referral.caseId, compartment: 'C1', text: 'words', ...more })

test('control: a note that is right is written', async () => {
  expect((await sendNote(note())).status).toBe(201)
})

describe('a body that cannot be read is refused before anything is done', () => {
  const broken = (bytes: number[]) => {
    const [head, tail] = note({ text: 'HERE' }).split('HERE')
    return Buffer.concat([Buffer.from(head ?? ''), Buffer.from(bytes), Buffer.from(tail ?? '')])
  }
  test.each<[string, () => string | Buffer, number, string]>([
    ['nothing', () => '', 400, 'bad-request'],
    ['half of it', () => note().slice(0, -1), 400, 'bad-request'],
    ['two of them', () => note() + note(), 400, 'bad-request'],
    ['single quotes', () => `{'caseId': 1}`, 400, 'bad-request'],
    ['a list', () => '[]', 422, 'invalid'],
    ['a word', () => '"note"', 422, 'invalid'],
    ['null', () => 'null', 422, 'invalid'],
    ['a number beyond all numbers', () => '1e999', 422, 'invalid'],
    ['bytes that are no UTF-8', () => broken([0xff, 0xfe]), 400, 'bad-request'],
    ['half a character', () => broken([0xe2, 0x82]), 400, 'bad-request'],
    ['a character written too long', () => broken([0xc0, 0xaf]), 400, 'bad-request'],
    ['half of a pair, as bytes', () => broken([0xed, 0xa0, 0x80]), 400, 'bad-request'],
    [
      'another prototype',
      () => note({ text: 'x' }).replace('"text"', '"__proto__":{"polluted":true},"text"'),
      400,
      'bad-request',
    ],
    [
      'a constructor',
      () => note().replace('"text"', '"constructor":{"prototype":{"polluted":true}},"text"'),
      400,
      'bad-request',
    ],
    ['more than fits', () => note({ text: 'x'.repeat(300_000) }), 413, 'too-large'],
    ['brackets without end', () => '['.repeat(100_000), 400, 'bad-request'],
  ])('%s', async (_what, payload, status, type) => {
    const told = await sendNote(payload())
    expect(told).toMatchObject({ status, problem: { type: `/problems/${type}` } })
    expect(Object.prototype).not.toHaveProperty('polluted')
  })

  test.each([
    ['another sort', 'text/xml', 415],
    ['a form', 'application/x-www-form-urlencoded', 415],
    ['a form of files', 'multipart/form-data; boundary=x', 415],
    ['plain words', 'text/plain', 415],
  ])('%s', async (_what, type, status) => {
    expect((await sendNote(note(), { 'content-type': type })).status).toBe(status)
  })

  test('JSON in another alphabet is refused, not guessed at', async () => {
    expect((await sendNote(Buffer.from(note(), 'utf16le'))).status).toBe(400)
    expect(
      (await sendNote(note({ text: 'ñ' }), { 'content-type': 'application/json; charset=latin1' })).status,
    ).toBeLessThan(500)
  })

  test('a key that stands twice counts once', async () => {
    const told = await sendNote(note().replace('"text"', '"text":"first","text"'))
    expect(told).toMatchObject({ status: 201, problem: { text: 'words' } })
  })
})

describe('words that cannot be kept are refused at their place', () => {
  test.each([
    ['U+0000', 'a\u0000b'],
    ['a control character', 'a\u001bb'],
    ['half of a pair', 'a\ud800b'],
    ['nothing but space', ' \n\t '],
    ['too many', 'x'.repeat(10_001)],
  ])('%s', async (_what, text) => {
    expect(await sendNote(note({ text }))).toMatchObject({ status: 422, problem: { errors: [{ pointer: '/text' }] } })
  })
  test('every script there is, and line breaks, are kept as they are', async () => {
    const text = 'Nguyễn, Łódź, 😀\n\tالعربية, ไทย, ภาษา, ᜊᜌ᜔ᜊᜌᜒᜈ᜔'
    expect(await sendNote(note({ text }))).toMatchObject({ status: 201, problem: { text } })
  })
})

test('all faults are told at once, each with its place', async () => {
  const { status, problem } = await sendNote(
    JSON.stringify({ caseId: 'x', kind: 'gossip', compartment: 'C9', corrects: 7, extra: 1, 'a/b': 2 }),
  )
  expect(status).toBe(422)
  const places = problem.errors?.map(({ pointer }) => pointer).sort()
  expect(places).toEqual(['/a~1b', '/caseId', '/compartment', '/corrects', '/extra', '/kind', '/text'])
})

test('answers of a form are told at their fields', async () => {
  const answers = { ...adult, urgency: 'yesterday', needs: ['gold'], 'age-band': 7, invented: 'x' }
  const reply = await force.as(officer)<{ errors: { pointer: string }[] }>(
    'POST',
    '/referrals',
    { formId: 'intake-short', formVersion: 1, answers },
    { 'idempotency-key': v7() },
  )
  expect(reply.status).toBe(422)
  const places = reply.body.errors.map(({ pointer }) => pointer)
  for (const field of ['urgency', 'needs', 'age-band', 'invented']) {
    expect(
      places.some((place) => place.startsWith(`/answers/${field}`)),
      field,
    ).toBe(true)
  }
})

test.each([
  '/referrals?limit=0',
  '/referrals?limit=101',
  '/referrals?limit=ten',
  '/referrals?box=post',
  '/referrals?status=lost',
  '/referrals?agency=x',
  '/referrals?unknown=1',
  '/referrals?box=inbox&box=outbox',
  '/desk?side=both',
  '/desk?late=perhaps',
  '/cases?status=',
])('a question that is none is told as such: %s', async (path) => {
  const reply = await force.as(caseworker)<{ errors: unknown[] }>('GET', path)
  expect(reply.status).toBe(422)
  expect(reply.body.errors.length).toBeGreaterThan(0)
})

const lists = ['/referrals?', '/desk?', '/cases?', '/notices?', '/deadlines?', '/agencies?']
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
  expect(await force.as(caseworker)('POST', '/notes', JSON.parse(note()), mine)).toMatchObject(reused)
  // A key is its person's: somebody else's is another key.
  const other = await force.person(officer.agencyId, 'officer')
  expect((await force.as(other)<Draft>('POST', '/referrals', body, key)).body.referral.id).not.toBe(
    first.body.referral.id,
  )
  for (const bad of ['short', 'x'.repeat(129), 'with space in it', 'ümlaut-ümlaut']) {
    expect((await force.as(officer)('POST', '/referrals', body, { 'idempotency-key': bad })).status, bad).toBe(400)
  }
})

test('a connection that speaks no HTTP, or lies about its length, is shown out and harms nobody', async () => {
  const address = new URL(await force.app.listen({ host: '127.0.0.1', port: 0 }))
  const say = async (text: string) => {
    const socket = connect(Number(address.port), '127.0.0.1')
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk
    })
    socket.on('error', () => {})
    socket.end(text)
    await once(socket, 'close')
    return heard
  }
  const head = `POST /api/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${caseworker.token}\r\nContent-Type: application/json\r\n`
  const before = await notes()
  for (const text of [
    'hello\r\n\r\n',
    'GET /api/me HTTP/9.9\r\n\r\n',
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET /api/me HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${head}Content-Length: 900\r\nConnection: close\r\n\r\n${note()}`,
    `${head}Content-Length: -1\r\n\r\n`,
  ]) {
    expect(await say(text)).not.toMatch(/^HTTP\/1\.1 (2|5)/)
  }
  expect(await notes()).toBe(before)
  const after = await fetch(new URL('/api/me', address), { headers: { authorization: `Bearer ${caseworker.token}` } })
  expect(after.status).toBe(200)
})
