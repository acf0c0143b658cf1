import { once } from 'node:events'
import { connect } from 'node:net'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
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
/** Sends a note whose body consists of exactly these bytes. */
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

  test('a key that stands twice is refused, since nobody who sends two means one', async () => {
    const told = await sendNote(note().replace('"text"', '"text":"first","text"'))
    expect(told).toMatchObject({ status: 400, problem: { errors: [{ pointer: '/text' }] } })
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

test('a connection that speaks no HTTP, or lies about its length, is shown out and harms nobody', async () => {
  const address = new URL(await force.app.listen({ host: '127.0.0.1', port: 0 }))
  const post = async (text: string) => {
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
    expect(await post(text)).not.toMatch(/^HTTP\/1\.1 (2|5)/)
  }
  expect(await notes()).toBe(before)
  const after = await fetch(new URL('/api/me', address), { headers: { authorization: `Bearer ${caseworker.token}` } })
  expect(after.status).toBe(200)
})
