import { type SignedIn, signedInCookie } from '@palermo/shared/accounts/contract.ts'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, password, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let agency: string

beforeAll(async () => {
  force = await aTaskForce()
  agency = await force.agency('ngo')
})
afterAll(() => force.end())

// Each test signs in from an address of its own, because failed attempts are also counted by address.
let address = 0
const from = () => `10.${Math.floor(address / 250)}.${address++ % 250}.1`

const signIn = (email: string, tried = password, remoteAddress = from()) =>
  force.app.inject({ method: 'POST', url: '/api/sign-in', payload: { email, password: tried }, remoteAddress })
const cookieOf = (reply: LightMyRequestResponse) => reply.cookies.find(({ name }) => name === 'palermo-refresh')
const refresh = (cookie: string) =>
  force.app.inject({
    method: 'POST',
    url: '/api/sign-in/refresh',
    cookies: { 'palermo-refresh': cookie },
    remoteAddress: from(),
  })
const me = async (token: string) =>
  (await force.app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })).statusCode
/** Signs a person in by e-mail address and password, and returns the access token and the cookie. */
const entered = async (person: TestPerson) => {
  const reply = await signIn(person.email)
  return { token: reply.json<SignedIn>().accessToken, cookie: cookieOf(reply)?.value ?? '' }
}
const plain = (reply: LightMyRequestResponse) => {
  const { requestId: _, ...rest } = reply.json<Record<string, unknown>>()
  return { status: reply.statusCode, ...rest }
}

describe('signing in', () => {
  test('gives a token for ten minutes, and a cookie that no page and no other site can read', async () => {
    const person = await force.person(agency)
    const reply = await signIn(person.email.toUpperCase())
    expect(reply.statusCode).toBe(200)
    const body = reply.json<SignedIn>()
    expect(body.actor).toMatchObject({ personId: person.id, agencyId: agency, function: 'caseworker' })
    const left = Date.parse(body.expiresAt) - Date.now()
    expect(left).toBeGreaterThan(590_000)
    expect(left).toBeLessThanOrEqual(600_000)
    const kept = cookieOf(reply)
    expect(kept).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
    // Scripts of a page can read this cookie, which holds only the fact that a session exists and when it expires.
    const seen = reply.cookies.find(({ name }) => name === signedInCookie)
    expect(seen).toMatchObject({ value: '1', sameSite: 'Strict', path: '/', expires: kept?.expires })
    expect(seen?.httpOnly).toBeUndefined()
    expect(await me(body.accessToken)).toBe(200)
    const [, claims] = body.accessToken.split('.')
    expect(Object.keys(JSON.parse(atob(claims ?? ''))).sort()).toEqual(['aud', 'exp', 'iat', 'sid'])
  })

  test('is refused in the same way for a wrong password, an unknown address and a disabled account', async () => {
    const person = await force.person(agency)
    const disabled = await force.person(agency)
    await force.owner`update app.people set disabled_at = now() where id = ${disabled.id}`
    const wrong = plain(await signIn(person.email, 'not the password'))
    expect(wrong).toMatchObject({ status: 401, type: '/problems/wrong-credentials' })
    expect(plain(await signIn('nobody@example.test', 'not the password'))).toEqual(wrong)
    expect(plain(await signIn(disabled.email))).toEqual(wrong)
    expect((await signIn(person.email)).statusCode).toBe(200)
  })

  test.each([['somebody’s'], ['nobody’s']])(
    'after five wrong passwords for %s address, the next try has to wait, the right one included',
    async (whose) => {
      const email = whose === 'nobody’s' ? 'nobody-waits@example.test' : (await force.person(agency)).email
      const place = from()
      for (let i = 0; i < 5; i++) expect((await signIn(email, 'not the password', place)).statusCode).toBe(401)
      // Moves the failed attempts 30 seconds ahead, because the first pause lasts only a second and a slow machine
      // would outlast it.
      await force.owner`update authz.failed_attempts set failed_at = failed_at + interval '30 seconds'`
      expect((await signIn(email, 'not the password', place)).statusCode).toBe(429)
      const waits = await signIn(email, password, place)
      expect(waits.statusCode).toBe(429)
      expect(Number(waits.headers['retry-after'])).toBeGreaterThan(0)
      await force.owner`update authz.failed_attempts set failed_at = failed_at - interval '1 minute'`
      expect((await signIn(email, password, place)).statusCode).toBe(whose === 'nobody’s' ? 401 : 200)
    },
  )

  test('resets the count of failures after success', async () => {
    const { email } = await force.person(agency)
    for (let i = 0; i < 4; i++) await signIn(email, 'not the password')
    expect((await signIn(email)).statusCode).toBe(200)
    for (let i = 0; i < 4; i++) await signIn(email, 'not the password')
    expect((await signIn(email)).statusCode).toBe(200)
  })

  test('stores no address of failed attempts', async () => {
    await signIn('canary@example.test', 'not the password')
    const rows = await force.owner`select address::text, network::text from authz.failed_attempts`
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('canary')
  })

  test('is refused for a while to a network that tries repeatedly', async () => {
    const place = from()
    const payload = { email: 'guess', password: 'guess' }
    const knock = () => force.app.inject({ method: 'POST', url: '/api/sign-in', payload, remoteAddress: place })
    for (let i = 0; i < 60; i++) expect((await knock()).statusCode).toBe(422)
    expect((await knock()).json()).toMatchObject({ status: 429, type: '/problems/too-many' })
    expect((await signIn('guess@example.test')).statusCode).toBe(401)
  })

  test.each([
    ['no address', { password }, '/email'],
    ['something that is no address', { email: 'me', password }, '/email'],
    ['an address with U+0000', { email: 'a\u0000@example.test', password }, '/email'],
    ['no password', { email: 'a@example.test' }, '/password'],
    ['a password of a book’s length', { email: 'a@example.test', password: 'x'.repeat(10_000) }, '/password'],
    ['a password that is a list', { email: 'a@example.test', password: ['x'] }, '/password'],
    ['more than it asks for', { email: 'a@example.test', password, admin: true }, '/admin'],
  ])('with %s is refused before anything is looked up', async (_what, payload, pointer) => {
    const reply = await force.app.inject({ method: 'POST', url: '/api/sign-in', payload, remoteAddress: from() })
    expect(reply.statusCode).toBe(422)
    expect(reply.json()).toMatchObject({ errors: [{ pointer }] })
    expect(reply.body).not.toContain('xxx')
  })

  test.each([
    ['not JSON', 'email=a', 'application/json', 400],
    ['broken JSON', '{"email":', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a form', 'email=a', 'application/x-www-form-urlencoded', 415],
    ['a megabyte', `{"email":"${'x'.repeat(1_000_000)}"}`, 'application/json', 413],
    ['something that reaches for every object', '{"__proto__":{"x":1}}', 'application/json', 400],
  ])('with a body that is %s is told so', async (_what, payload, type, status) => {
    const headers = { 'content-type': type }
    const reply = await force.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      payload,
      headers,
      remoteAddress: from(),
    })
    expect(reply.statusCode).toBe(status)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })
})

describe('a session', () => {
  test('each refresh gives a new token and a new cookie, and the session stays the same', async () => {
    const person = await force.person(agency)
    const { cookie } = await entered(person)
    const next = await refresh(cookie)
    expect(next.statusCode).toBe(200)
    expect(cookieOf(next)?.value).not.toBe(cookie)
    expect(await me(next.json<SignedIn>().accessToken)).toBe(200)
    expect((await refresh(cookieOf(next)?.value ?? '')).statusCode).toBe(200)
  })

  test('two tabs at once: one refreshes, the other uses the newer cookie, and neither is signed out', async () => {
    const person = await force.person(agency)
    const { cookie } = await entered(person)
    const both = await Promise.all([refresh(cookie), refresh(cookie)])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const first = both.find(({ statusCode }) => statusCode === 200)
    expect((await refresh(cookieOf(first as LightMyRequestResponse)?.value ?? '')).statusCode).toBe(200)
  })

  test('an old cookie that comes back later ends the session, for the thief and for the owner', async () => {
    const person = await force.person(agency)
    const { cookie } = await entered(person)
    const newer = await refresh(cookie)
    await force.owner`update authz.sessions set refreshed_at = refreshed_at - interval '11 seconds' where person_id = ${person.id}`
    expect((await refresh(cookie)).statusCode).toBe(401)
    expect((await refresh(cookieOf(newer)?.value ?? '')).statusCode).toBe(401)
    expect(await me(newer.json<SignedIn>().accessToken)).toBe(401)
    const [logged] = await force.owner`select outcome from aud.leaf where kind = 'auth.reuse' and actor = ${person.id}`
    expect(logged).toEqual({ outcome: 'revoked' })
  })

  test.each([
    ['nothing', ''],
    ['half of one', 'A'.repeat(43)],
    ['two that were never given', `${'A'.repeat(43)}.${'B'.repeat(43)}`],
    ['something else', '../../etc/passwd'],
  ])('a cookie that is %s opens nothing', async (_what, cookie) => {
    expect((await refresh(cookie)).statusCode).toBe(401)
  })

  test('ends after ten hours, refreshed or not', async () => {
    const person = await force.person(agency)
    const { cookie, token } = await entered(person)
    expect(await me(token)).toBe(200)
    await force.owner`update authz.sessions set expires_at = now() where person_id = ${person.id}`
    expect(await me(token)).toBe(401)
    expect((await refresh(cookie)).statusCode).toBe(401)
  })

  test('ends at once on signing out, and the browser deletes the cookie', async () => {
    const person = await force.person(agency)
    const { cookie, token } = await entered(person)
    const headers = { authorization: `Bearer ${token}` }
    const out = await force.app.inject({ method: 'POST', url: '/api/sign-out', headers })
    expect(out.statusCode).toBe(204)
    expect(cookieOf(out)?.value).toBe('')
    expect(await me(token)).toBe(401)
    expect((await refresh(cookie)).statusCode).toBe(401)
  })

  test('accepts input sent together with the sign-out for a minute, and no refresh lengthens it', async () => {
    const person = await force.person(agency)
    const { cookie, token } = await entered(person)
    const headers = { authorization: `Bearer ${token}` }
    const leave = async (query = '') => force.app.inject({ method: 'POST', url: `/api/sign-out${query}`, headers })
    expect((await leave('?after=ever')).statusCode).toBe(422)
    const endsWithin = async () => {
      const [row] = await force.owner<{ soon: boolean }[]>`
        select min(expires_at) <= now() + interval '60 seconds' as soon from authz.sessions where person_id = ${person.id}`
      return row?.soon
    }
    expect(await endsWithin()).toBe(false)
    const out = await leave('?after=saving')
    expect(out.statusCode).toBe(204)
    expect(cookieOf(out)?.value).toBe('')
    expect(await me(token)).toBe(200)
    expect(await endsWithin()).toBe(true)
    expect((await refresh(cookie)).statusCode).toBe(200)
    expect(await endsWithin()).toBe(true)
    expect((await leave()).statusCode).toBe(204)
    expect(await me(token)).toBe(401)
  })
})
