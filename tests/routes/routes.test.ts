import { createHmac, randomBytes } from 'node:crypto'
import { problems } from '@palermo/shared/problem.ts'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { addressOf, ofTheApi, type Registered, watchRoutes } from './registered.ts'

let force: TaskForce
let routes: Registered[]
let person: TestPerson

beforeAll(async () => {
  const watched = watchRoutes()
  force = await aTaskForce()
  watched.stop()
  routes = watched.routes.filter(ofTheApi)
  person = await force.person(await force.agency('ngo'), 'caseworker')
})
afterAll(() => force.end())

const send = (
  route: Pick<Registered, 'method' | 'url'>,
  headers: Record<string, string> = {},
  more: InjectOptions = {},
) => force.app.inject({ method: route.method as 'GET', url: addressOf(route), headers, ...more })
const named = ({ method, url }: Registered) => `${method} ${url}`
const signedIn = () => routes.filter(({ config }) => config.audit)

/** Expects that a refusal is a problem document of the catalogue and reveals nothing about internals. */
const expectProblem = (reply: Awaited<ReturnType<typeof send>>, where: string) => {
  expect(reply.headers['content-type'], where).toMatch(/^application\/problem\+json/)
  const document = reply.json()
  const name = String(document.type).replace('/problems/', '') as keyof typeof problems
  expect(problems[name], `${where} ${document.type}`).toBeDefined()
  expect(document, where).toMatchObject({
    status: reply.statusCode,
    title: problems[name].title,
    requestId: expect.any(String),
  })
  expect(reply.body, where).not.toMatch(/postgres|palermo_|\.ts:|node_modules|select |at async|Error:/i)
  return document
}

const guarded = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': /^(DENY|SAMEORIGIN)$/,
  'strict-transport-security': /^max-age=\d{7,}/,
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'cross-origin-opener-policy': 'same-origin',
}
const expectGuarded = (reply: Awaited<ReturnType<typeof send>>, where: string) => {
  for (const [header, value] of Object.entries(guarded)) {
    if (typeof value === 'string') expect(reply.headers[header], `${where} ${header}`).toBe(value)
    else expect(String(reply.headers[header]), `${where} ${header}`).toMatch(value)
  }
  expect(reply.headers['x-powered-by']).toBeUndefined()
  expect(reply.headers.server).toBeUndefined()
}

test('there are routes, and each says what it leaves in the log, or why it leaves nothing', () => {
  expect(routes.length).toBeGreaterThan(30)
  for (const route of routes) {
    const { audit, reason } = route.config
    if (audit === false) expect(reason?.length, named(route)).toBeGreaterThan(20)
    else expect(audit, named(route)).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)
  }
})

/** The only routes that may be used without a session. */
const open = [
  'GET /api/health',
  'GET /api/openapi.json',
  'GET /api/ready',
  'GET /api/feeds/:secret',
  'GET /api/mailbox',
  'GET /api/sms-inbox',
  'POST /api/password/chosen',
  'POST /api/password/forgotten',
  'POST /api/password/link',
  'POST /api/sign-in',
  'POST /api/sign-in/refresh',
]
test('only what must be is open to somebody who is not signed in', () => {
  const unaudited = routes.filter(({ config }) => config.audit === false).map(named)
  expect(unaudited.filter((name) => !open.includes(name))).toEqual([])
})

describe('a token that is none opens nothing', () => {
  const base = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = (header: object, payload: object, secret: Buffer | string) => {
    const text = `${base(header)}.${base(payload)}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  const now = () => Math.floor(Date.now() / 1000)
  const good = () => ({ sid: person.secret.toString('base64url'), iat: now(), exp: now() + 600, aud: 'palermo' })
  const [head, body, mark] = ['0', '1', '2'].map((part) => () => person.token.split('.')[Number(part)] ?? '')
  const forgeries: Record<string, () => Promise<string> | string> = {
    'that is not there': () => '',
    'of another scheme': () => 'Basic cGFsZXJtbzpwYWxlcm1v',
    'that is no token': () => 'Bearer palermo',
    'that has run out': () => `Bearer ${force.app.jwt.sign({ sid: good().sid }, { expiresIn: '-1s' })}`,
    'without a signature': () => `Bearer ${base({ alg: 'none', typ: 'JWT' })}.${base(good())}.`,
    'with the signature cut off': () => `Bearer ${head?.()}.${body?.()}.`,
    'signed with another secret': () => `Bearer ${signed({ alg: 'HS256', typ: 'JWT' }, good(), randomBytes(32))}`,
    'that names another algorithm': () => `Bearer ${base({ alg: 'HS512', typ: 'JWT' })}.${body?.()}.${mark?.()}`,
    'for another audience': () => `Bearer ${force.app.jwt.sign({ sid: good().sid }, { aud: 'elsewhere' })}`,
    'whose session was exchanged': () =>
      `Bearer ${head?.()}.${base({ ...good(), sid: randomBytes(32).toString('base64url') })}.${mark?.()}`,
    'of a session that never was': () => `Bearer ${force.app.jwt.sign({ sid: randomBytes(32).toString('base64url') })}`,
    'of a session that was ended': async () => {
      const left = await force.person(person.agencyId)
      await force.owner`update authz.sessions set revoked_at = now() where person_id = ${left.id}`
      return `Bearer ${left.token}`
    },
    'of somebody who was disabled': async () => {
      const admin = await force.person(person.agencyId, 'administrator')
      const left = await force.person(person.agencyId)
      const off = await force.as(admin)('PATCH', `/people/${left.id}`, { version: 1, disabled: true })
      expect(off.status).toBe(200)
      return `Bearer ${left.token}`
    },
  }
  test.each(Object.keys(forgeries))('one %s', async (name) => {
    const authorization = (await forgeries[name]?.()) ?? ''
    const told = new Set<string>()
    for (const route of signedIn()) {
      const valid = { 'idempotency-key': 'a-key-of-this-test', ...(authorization && { authorization }) }
      const reply = await send(route, valid, route.schema.body ? { payload: {} } : {})
      // The database finds out that a session has ended only after the request was validated, so an invalid request is
      // refused first.
      if ([415, 422].includes(reply.statusCode) || (reply.statusCode === 400 && /ended|never|disabled/.test(name)))
        continue
      expect(reply.statusCode, named(route)).toBe(401)
      const { requestId: _, ...document } = expectProblem(reply, named(route))
      told.add(JSON.stringify(document))
    }
    expect([...told]).toEqual([
      JSON.stringify({ type: '/problems/not-signed-in', title: 'Sign in to go on', status: 401 }),
    ])
  })
})

describe('a method that an address does not know', () => {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']
  interface Described {
    paths: Record<string, Record<string, unknown>>
  }
  const answers = (method: string, address: string) =>
    routes.some(
      (route) => route.method === method && new RegExp(`^${route.url.replaceAll(/:\w+/g, '[^/]+')}$`).test(address),
    )
  const described = async () => (await force.app.inject('/api/openapi.json')).json<Described>()

  test('is told as such, with those it knows, to whoever asks; and no more than the description tells', async () => {
    const { paths } = await described()
    const patterns = new Map(
      Object.keys(paths).map((path) => [path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/\/$/, ''), path]),
    )
    for (const url of new Set(routes.map((route) => route.url))) {
      const known = Object.keys(paths[patterns.get(url.replace(/\/$/, '')) ?? ''] ?? {}).map((method) =>
        method.toUpperCase(),
      )
      const there = methods.filter((method) => known.includes(method) || (method === 'HEAD' && known.includes('GET')))
      for (const method of methods) {
        // Skips methods that another route answers at the same address, such as `/:id` at the address of a fixed name.
        if (answers(method === 'HEAD' ? 'GET' : method, addressOf({ url }))) continue
        const told = new Set<string>()
        for (const authorization of [`Bearer ${person.token}`, 'Bearer none', '']) {
          const reply = await send({ method, url }, authorization ? { authorization } : {})
          const where = `${method} ${url}`
          expect([where, reply.statusCode]).toEqual([where, there.length > 0 ? 405 : 404])
          // The header may also name methods of another route at the same address.
          const allowed = String(reply.headers.allow ?? '')
            .split(', ')
            .filter(Boolean)
          expect([where, there.filter((one) => !allowed.includes(one))]).toEqual([where, []])
          expect([where, allowed.includes(method)]).toEqual([where, false])
          if (method !== 'HEAD') {
            const { requestId: _, ...document } = expectProblem(reply, where)
            told.add(JSON.stringify([document, allowed]))
          }
        }
        expect(told.size, `${method} ${url}`).toBeLessThanOrEqual(1)
      }
    }
  })

  test('is told so before what was sent is looked at, and leaves no line in the log', async () => {
    const lines = async () => (await force.owner`select count(*)::int as n from aud.leaf`)[0]?.n as number
    const before = await lines()
    for (const [type, payload] of [
      ['application/json', '{'],
      ['text/xml', '<a/>'],
      ['application/json', `"${'x'.repeat(300_000)}"`],
    ] as const) {
      const reply = await force.app.inject({
        method: 'PUT',
        url: '/api/work-items',
        headers: { 'content-type': type },
        payload,
      })
      expect(reply.statusCode).toBe(405)
      expect(reply.headers.allow).toBe('GET, HEAD')
      expectGuarded(reply, 'PUT /api/work-items')
      expect(reply.headers['cache-control']).toBe('no-store')
    }
    expect(await lines()).toBe(before)
  })

  test.each(['/api/nothing', '/api', '/api/referrals/x/y/z', '/api/unreadable', '/api/%zz', '//api/work-items'])(
    'at %s, where nothing is, is not found, by whatever method',
    async (url) => {
      for (const method of ['POST', 'DELETE'] as const) {
        const reply = await force.app.inject({ method, url })
        expect([url, method, reply.statusCode, reply.headers.allow]).toEqual([url, method, 404, undefined])
      }
    },
  )
})

test.each([
  ['GET', '/api/desk', '/api/work-items'],
  ['GET', '/api/desk/counts?a=b', '/api/work-items/counts?a=b'],
  ['POST', '/api/desk/actions', '/api/work-items/actions'],
] as const)('%s %s was renamed: the client asks again at %s, with the same method', async (method, url, location) => {
  const reply = await force.app.inject({ method, url })
  expect([reply.statusCode, reply.headers.location]).toEqual([308, location])
  expectGuarded(reply, url)
})

test.each(['/api/desks', '/api/desk-counts', '/api/x/desk', '//evil.example/api/desk'])(
  '%s was never a name, and is not found',
  async (url) => {
    expect((await force.app.inject({ url })).statusCode).toBe(404)
  },
)

test('every reply, good or bad, carries the headers that keep a browser safe, and is kept by nobody', async () => {
  const authorization = `Bearer ${person.token}`
  const asked: [string, InjectOptions][] = [
    ['a page of work', { url: '/api/work-items', headers: { authorization } }],
    ['nobody', { url: '/api/work-items' }],
    ['a fault', { url: '/api/work-items?limit=x', headers: { authorization } }],
    ['nothing there', { url: '/api/nothing' }],
    ['an address that is none', { url: '/api/referrals/%zz', headers: { authorization } }],
    ['an id too long', { url: `/api/referrals/${'x'.repeat(500)}`, headers: { authorization } }],
    [
      'a body that is none',
      {
        method: 'POST',
        url: '/api/notes',
        headers: { authorization, 'content-type': 'application/json' },
        payload: '{',
      },
    ],
    [
      'a sort of body unknown',
      { method: 'POST', url: '/api/notes', headers: { authorization, 'content-type': 'text/xml' }, payload: '<a/>' },
    ],
    [
      'too much',
      {
        method: 'POST',
        url: '/api/notes',
        headers: { authorization, 'content-type': 'application/json' },
        payload: `"${'x'.repeat(300_000)}"`,
      },
    ],
    ['a mark', { method: 'POST', url: '/api/referrals/not-referred', headers: { authorization }, payload: {} }],
    ['health', { url: '/api/health' }],
  ]
  for (const [what, options] of asked) {
    const reply = await force.app.inject(options)
    expect(reply.statusCode, what).toBeLessThan(500)
    expectGuarded(reply, what)
    expect(reply.headers['cache-control'], what).toBe('no-store')
    if (reply.statusCode >= 400) expectProblem(reply, what)
  }
})

test('what breaks inside is told as broken, with an id to ask by and nothing else', async () => {
  await force.owner`alter function app.work_item_counts(bytea, text) rename to work_item_counts_gone`
  const reply = await send(
    { method: 'GET', url: '/api/work-items/counts' },
    { authorization: `Bearer ${person.token}` },
  )
  await force.owner`alter function app.work_item_counts_gone(bytea, text) rename to work_item_counts`
  expect(reply.statusCode).toBe(500)
  expect(expectProblem(reply, 'broken')).toEqual({
    type: '/problems/unexpected',
    title: 'Something broke here',
    status: 500,
    requestId: expect.any(String),
  })
  expectGuarded(reply, 'broken')
  expect(
    (await send({ method: 'GET', url: '/api/work-items/counts' }, { authorization: `Bearer ${person.token}` }))
      .statusCode,
  ).toBe(200)
})

test('a read that is answered leaves one line in the log; one that is refused before the database leaves none', async () => {
  const lines = async () => {
    const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from aud.leaf`
    return row?.n ?? 0
  }
  const authorization = `Bearer ${person.token}`
  for (const route of signedIn().filter(({ method, url }) => method === 'GET' && !url.endsWith('/stream'))) {
    const before = await lines()
    const reply = await send(route, { authorization })
    const written = (await lines()) - before
    if (reply.statusCode === 200) expect(written, named(route)).toBe(1)
    else expect([403, 404, 422], named(route)).toContain(reply.statusCode)
    await send(route)
    expect((await lines()) - before, named(route)).toBe(written)
    const [last] =
      await force.owner`select kind, actor, session is not null as proved, outcome from aud.leaf order by id desc limit 1`
    const outcome = reply.statusCode === 200 ? null : 'refused'
    if (written > 0)
      expect(last, named(route)).toEqual({ kind: route.config.audit, actor: person.id, proved: !outcome, outcome })
  }
})

test('an act leaves one line as well, done or refused', async () => {
  const ngo = await force.agency('ngo')
  const officer = await force.person(await force.agency('police'), 'officer')
  const caseworker = await force.person(ngo, 'caseworker')
  const sent = await aSentReferral(force, officer, ngo)
  const kinds = async (work: () => Promise<{ status: number }>) => {
    const [before] = await force.owner<{ id: string }[]>`select coalesce(max(id), 0)::text as id from aud.leaf`
    const { status } = await work()
    const rows = await force.owner`
      select concat_ws(' ', kind, outcome, reason) as line from aud.leaf where id > ${before?.id ?? 0}::bigint order by id`
    return [status, ...rows.map(({ line }) => line)]
  }
  expect(await kinds(() => act(force, officer, sent, 'accept'))).toEqual([403, 'referral.acted refused not-allowed'])
  expect(await kinds(() => act(force, caseworker, sent, 'start'))).toEqual([409, 'referral.acted refused wrong-status'])
  expect(await kinds(() => act(force, caseworker, { id: sent.id, version: 0 }, 'accept'))).toEqual([422])
  // The version is outdated: the reply shows the current record, so the access is logged as a view.
  expect(await kinds(() => act(force, caseworker, { ...sent, version: 1 }, 'accept'))).toEqual([409, 'referral.viewed'])
  expect(await kinds(() => act(force, caseworker, sent, 'accept'))).toEqual([200, 'referral.acted'])
  const wrong = { current: 'not the password', next: 'another long password' }
  // The sign-in process counts and logs every attempt that it refuses.
  const tried = ['account.password-tried', 'auth.refused refused']
  expect(await kinds(() => force.as(caseworker)('POST', '/password', wrong))).toEqual([422, ...tried])
})
