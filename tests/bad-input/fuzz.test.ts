import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aDraft, aSentReferral } from '../referrals/story.ts'
import { addressOf, ofTheApi, type Registered, watchRoutes } from '../routes/registered.ts'
import { seedOfRun } from '../seed-of-run.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { hostileText, near } from './arbitrary.ts'

let force: TaskForce
let routes: Registered[]
let people: TestPerson[]
let ids: string[]
/** Ids of existing records, by the plural noun in the address. */
let own: Record<string, string[]>
/** Total number of requests, divided among the routes. */
const requests = 1500

beforeAll(async () => {
  const watched = watchRoutes()
  force = await aTaskForce()
  watched.stop()
  // Left out are the stream, which never ends, signing in, which is slow on purpose and soon limited, and signing out,
  // which ends the session of the test.
  routes = watched.routes.filter((route) => ofTheApi(route) && !/stream|sign-in|sign-out|password$/.test(route.url))
  const ngo = await force.agency('ngo')
  const police = await force.agency('police')
  const officer = await force.person(police, 'officer')
  const caseworker = await force.person(ngo, 'caseworker')
  people = [
    officer,
    caseworker,
    await force.person(ngo, 'supervisor'),
    await force.person(ngo, 'administrator'),
    await force.person(police, 'lead'),
  ]
  const draft = await aDraft(force, officer, ngo)
  const sent = await aSentReferral(force, officer, ngo)
  const accepted = await act(force, caseworker, await aSentReferral(force, officer, ngo), 'accept')
  const { caseId } = accepted.body
  const task = await force.as(caseworker)<{ id: string }>(
    'POST',
    '/tasks',
    { caseId, kind: 'call', dueAt: '2030-01-01T00:00:00Z' },
    { 'idempotency-key': 'the-task-of-this-test' },
  )
  const clocks = await force.owner<{ id: string }[]>`select id from app.deadlines`
  own = {
    referrals: [draft.id, sent.id, accepted.body.id],
    cases: [sent.caseId ?? '', caseId ?? ''],
    tasks: [task.body.id],
    agencies: [ngo, police],
    people: people.map(({ id }) => id),
    deadlines: clocks.map(({ id }) => id),
  }
  ids = Object.values(own).flat()
  await listTables()
})
afterAll(() => force.end())

/**
 * A statement that counts the rows of every table except the access log and hashes their contents: a refused request
 * must not change the result.
 */
let allRows: string

const listTables = async () => {
  const tables = await force.owner<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('app', 'authz')`
  const all = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as n, coalesce(sum(hashtext(t::text)), 0)::text as mark from ${name} t`,
  )
  // Sorted, because PostgreSQL may process the parts of `union all` in parallel and in any order.
  allRows = `${all.join(' union all ')} order by name`
}

/** Prepared once, because planning a statement over every table takes longer than running it. */
const rows = () => force.owner.unsafe(allRows, [], { prepare: true })

const sent = (
  route: Registered,
  id: string,
  person: TestPerson,
  body: unknown,
  query: Record<string, unknown>,
): InjectOptions => {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(
    asked.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
  const payload = route.schema.body ? JSON.stringify(body) : undefined
  return {
    method: route.method as 'POST',
    url: `${addressOf(route, id)}${route.schema.querystring ? `?${search}` : ''}`,
    headers: {
      authorization: `Bearer ${person.token}`,
      'idempotency-key': createHash('sha256').update(`${payload}`).digest('hex'),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload }),
  }
}

const check = (reply: LightMyRequestResponse) => {
  expect(reply.statusCode).toBeLessThan(500)
  if (reply.statusCode < 400) return
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem = reply.json<{ type: string; status: number; errors?: { pointer: string; detail: string }[] }>()
  expect(problem).toMatchObject({ type: expect.stringMatching(/^\/problems\/[a-z-]+$/), status: reply.statusCode })
  if (problem.type === '/problems/invalid') {
    expect(problem.errors?.length).toBeGreaterThan(0)
    for (const { pointer, detail } of problem.errors ?? []) {
      expect(pointer).toMatch(/^(\/|$)/)
      expect(detail.length).toBeGreaterThan(0)
    }
  }
}

test(`whatever is sent to whatever address, by whomever, is answered clearly; refused, it leaves nothing (seed ${seedOfRun})`, async () => {
  const statuses = new Map<string, number>()
  // The rows as read after a refused request, so that they are not read again before the next request; undefined after
  // a request that succeeded.
  let known: Awaited<ReturnType<typeof rows>> | undefined
  for (const route of routes) {
    const { body, querystring } = route.schema
    const numRuns = Math.ceil((requests / routes.length) * (body ? 1.6 : 0.7))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        idFor(route),
        body ? near(body, ids) : fc.constant(undefined),
        (querystring ? near(querystring, ids) : fc.constant({})) as fc.Arbitrary<unknown>,
        async (person, id, payload, query) => {
          const before = known ?? (await rows())
          known = undefined
          const reply = await force.app.inject(
            sent(route, id, person, payload, (query ?? {}) as Record<string, unknown>),
          )
          check(reply)
          statuses.set(`${reply.statusCode}`, (statuses.get(`${reply.statusCode}`) ?? 0) + 1)
          if (reply.statusCode < 400) return
          const after = await rows()
          expect(after).toEqual(before)
          known = after
        },
      ),
      { numRuns, seed: seedOfRun, endOnFailure: true },
    )
  }
  // Both successful and refused requests occurred often enough.
  for (const status of ['200', '403', '404', '422']) expect(statuses.get(status) ?? 0, status).toBeGreaterThan(10)
}, 600_000)

const idFor = ({ url }: Registered) =>
  fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom(...(own[url.split('/')[2] ?? ''] ?? ids)) },
    { weight: 3, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: hostileText.map(written) },
  )
const written = (text: string) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd')) || '%20'
