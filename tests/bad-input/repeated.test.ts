import { structureLimits, structureOf } from '@palermo/server/json-structure.ts'
import { distinct } from '@palermo/shared/distinct.ts'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { act, aDraft, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let app: FastifyInstance
let officer: TestPerson
let caseworker: TestPerson
let administrator: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  app = force.app
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(() => force.end())

interface Refusal {
  type: string
  detail?: string
  errors?: { pointer: string; detail: string }[]
}

describe('a name that an object gives twice', () => {
  test.each<[string, string, string[]]>([
    ['nothing twice', '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}', []],
    ['at the top', '{"a":1,"a":2}', ['/a']],
    ['three times', '{"a":1,"a":2,"a":3}', ['/a', '/a']],
    ['deep', '{"a":[0,{"b":{"c":1,"c":1}}]}', ['/a/1/b/c']],
    ['in two spellings', '{"a":1,"\\u0061":2}', ['/a']],
    ['with signs of its own', '{"a\\"{":1,"a\\"{":2}', ['/a"{']],
    ['of a pointer’s signs', '{"a/~":1,"a/~":2}', ['/a~1~0']],
    ['of nothing', '{"":1,"":2}', ['/']],
    ['and not its value', '{"a":"a","b":"a","c":["a","a"]}', []],
    ['with space between', '{ "a" :\n1 ,\t"a" : 2 }', ['/a']],
    ['in an empty neighbourhood', '{"a":{},"b":[],"a":{}}', ['/a']],
  ])('is found %s', (_, text, expected) => {
    expect(structureOf(text).repeated).toEqual(expected)
  })

  test('is found in whatever says it, and in nothing that does not', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (text, key) => {
        const said = JSON.stringify(JSON.parse(text))
        expect(structureOf(said).repeated).toEqual([])
        const name = JSON.stringify(key)
        expect(structureOf(`[{${name}:${said},${name}:${said}}]`).repeated).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })

  test('is found in the deepest object that is read, and nothing deeper is read', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}{"a":1,"a":1}${']'.repeat(depth)}`
    expect(structureOf(nested(structureLimits.depth - 1))).toMatchObject({
      tooDeep: false,
      repeated: [expect.any(String)],
    })
    expect(structureOf(nested(structureLimits.depth))).toMatchObject({ tooDeep: true })
    expect(structureOf(nested(200_000))).toMatchObject({ tooDeep: true })
  })

  test('is named a bounded number of times, by a pointer of bounded length', () => {
    const long = JSON.stringify('k'.repeat(40_000))
    const text = `{${long}:{${'"a":1,'.repeat(10_000)}"a":1}}`
    const { repeated } = structureOf(text)
    expect(repeated).toHaveLength(structureLimits.repeated)
    for (const pointer of repeated) expect(pointer.length).toBeLessThanOrEqual(structureLimits.pointerLength + 1)
  })

  test('of more names and items than are read is not looked for', () => {
    const list = (length: number) => `[${Array.from({ length }, () => 0).join(',')}]`
    expect(structureOf(list(structureLimits.parts + 1)).tooMany).toBe(false)
    expect(structureOf(list(structureLimits.parts + 2)).tooMany).toBe(true)
  })

  test('is refused with its place, and nothing is written', async () => {
    const referral = (await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept'))
      .body
    const payload = `{"caseId":"${referral.caseId}","compartment":"C1","text":"mild","text":"grave"}`
    const reply = await app.inject({
      method: 'POST',
      url: '/api/notes',
      headers: {
        authorization: `Bearer ${caseworker.token}`,
        'content-type': 'application/json',
        'idempotency-key': v7(),
      },
      payload,
    })
    expect(reply.statusCode).toBe(400)
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(reply.json<Refusal>()).toMatchObject({
      type: '/problems/bad-request',
      errors: [{ pointer: '/text', detail: 'stands here twice' }],
    })
    expect((await force.owner`select from app.notes`).length).toBe(0)
  })
})

describe('a list that names something twice', () => {
  test('is told at each repetition', () => {
    const list = distinct(z.string())
    expect(list.safeParse(['a', 'b']).success).toBe(true)
    expect(list.safeParse(['a', 'b', 'a', 'a']).error?.issues.map(({ path }) => path)).toEqual([[2], [3]])
  })

  const agency = (more: object) => ({ name: `Agency ${v7()}`, sector: 'ngo', zone: 'Asia/Manila', ...more })
  const monday = { weekday: 1, opens: '08:00', closes: '17:00' }
  test.each<[string, object, string]>([
    ['services', { services: ['medical', 'medical'] }, '/services/1'],
    ['languages', { languages: ['tl', 'en', 'tl'] }, '/languages/2'],
    ['sexes', { eligibility: { sexes: ['female', 'female'], ages: [] } }, '/eligibility/sexes/1'],
    ['ages', { eligibility: { sexes: [], ages: ['child', 'child'] } }, '/eligibility/ages/1'],
    ['hours', { hours: [monday, { ...monday }] }, '/hours/1'],
  ])('of an agency is refused: %s', async (_, more, pointer) => {
    const reply = await force.as(administrator)<Refusal>('POST', '/agencies', agency(more), { 'idempotency-key': v7() })
    expect(reply.status).toBe(422)
    expect(reply.body.errors).toEqual([{ pointer, detail: 'stands here twice', code: 'twice' }])
  })

  test('of a referral is refused: ticks of its form', async () => {
    const body = { kind: 'lead', toAgencyId: caseworker.agencyId, formId: 'intake-short', formVersion: 1 }
    const answers = { ...adult, needs: ['bed', 'bed'] }
    const reply = await force.as(officer)<Refusal>(
      'POST',
      '/referrals',
      { ...body, answers },
      { 'idempotency-key': v7() },
    )
    expect(reply.status).toBe(422)
    expect((await aDraft(force, officer, caseworker.agencyId)).status).toBe('draft')
  })

  test('of scores is refused, and neither counts', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, {
      ...adult,
      'wished-outcomes': ['safe-tonight'],
    })
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    const started = (await act(force, caseworker, accepted, 'start')).body
    const outcomes = [
      { outcome: 'safe-tonight', score: 'met' },
      { outcome: 'safe-tonight', score: 'not-met' },
    ]
    const reply = await act(force, caseworker, started, 'complete', { outcomes })
    expect(reply.status).toBe(422)
    expect((reply.body as unknown as Refusal).errors).toEqual([
      { pointer: '/outcomes/1', detail: 'stands here twice', code: 'twice' },
    ])
  })

  test('of notices to mark is refused', async () => {
    const id = v7()
    const reply = await force.as(officer)<Refusal>('POST', '/notices/read', { ids: [id, id] })
    expect(reply.status).toBe(422)
    expect(reply.body.errors).toEqual([{ pointer: '/ids/1', detail: 'stands here twice', code: 'twice' }])
  })
})
