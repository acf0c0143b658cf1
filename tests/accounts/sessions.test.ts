import type { Session, SignedIn } from '@palermo/shared/accounts/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, password, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let agency: string

beforeAll(async () => {
  force = await aTaskForce()
  agency = await force.agency('ngo')
})
afterAll(() => force.end())

let place = 0
/** Signs the same person in from another browser with an address of its own. */
const elsewhere = async (person: TestPerson, tried = password, userAgent = 'Firefox/140 Linux') => {
  const reply = await force.app.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { email: person.email, password: tried },
    headers: { 'user-agent': userAgent },
    remoteAddress: `10.1.0.${++place}`,
  })
  const cookies = reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return {
    cookies,
    status: reply.statusCode,
    person: { ...person, token: reply.json<Partial<SignedIn>>().accessToken ?? '' },
  }
}
const sessions = async (person: TestPerson) =>
  (await force.as(person)<{ items: Session[] }>('GET', '/sessions')).body.items
const status = async (person: TestPerson) => (await force.as(person)('GET', '/me')).status

describe('sessions of the actor', () => {
  test('are listed, newest first, with the browser in a few words and the present one marked', async () => {
    const person = await force.person(agency)
    const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1'
    const second = await elsewhere(person, password, agent)
    const listed = await sessions(second.person)
    expect(listed.map(({ current, device }) => [current, device])).toEqual([
      [true, 'Safari, iPhone or iPad'],
      [false, 'a test'],
    ])
    expect(JSON.stringify(listed)).not.toContain('Mozilla')
  })

  test('each have a key of their own for what a page keeps on the device, the same until they end', async () => {
    const person = await force.person(agency)
    const enter = (url: string, headers: Record<string, string> = {}) =>
      force.app.inject({
        method: 'POST',
        url,
        headers,
        remoteAddress: `10.1.0.${++place}`,
        ...(url === '/api/sign-in' ? { payload: { email: person.email, password } } : {}),
      })
    const first = await enter('/api/sign-in')
    const cookie = first.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const again = await enter('/api/sign-in/refresh', { cookie })
    const other = await enter('/api/sign-in')
    const { deviceKey } = first.json<SignedIn>()
    expect(Buffer.from(deviceKey, 'base64url')).toHaveLength(32)
    expect(again.json<SignedIn>().deviceKey).toBe(deviceKey)
    expect(other.json<SignedIn>().deviceKey).not.toBe(deviceKey)
    // A thief who copies the cookie from a telephone has the secret of the session, but not the key that decrypts
    // drafts on the device.
    expect(decodeURIComponent(cookie)).not.toContain(deviceKey)
  })

  test('are ended from anywhere at once', async () => {
    const person = await force.person(agency)
    const second = (await elsewhere(person)).person
    expect(await status(second)).toBe(200)
    const [target] = (await sessions(person)).filter(({ current }) => !current)
    expect((await force.as(person)('DELETE', `/sessions/${target?.id}`)).status).toBe(204)
    expect(await status(second)).toBe(401)
    expect(await sessions(person)).toHaveLength(1)
    expect((await force.as(person)('DELETE', `/sessions/${target?.id}`)).status).toBe(404)
  })

  test('of others are neither visible nor ended', async () => {
    const person = await force.person(agency)
    const other = await force.person(agency, 'administrator')
    const [own] = await sessions(person)
    expect((await sessions(other)).map(({ id }) => id)).not.toContain(own?.id)
    expect((await force.as(other)('DELETE', `/sessions/${own?.id}`)).status).toBe(404)
    expect(await status(person)).toBe(200)
  })

  test.each(['1', '%00', v7()])('the id %s ends nothing', async (id) => {
    const person = await force.person(agency)
    expect((await force.as(person)('DELETE', `/sessions/${id}`)).status).toBe(404)
  })

  test('that are revoked are refused in every request', async () => {
    const person = await force.person(agency, 'administrator')
    await force.owner`update authz.sessions set revoked_at = now() where person_id = ${person.id}`
    for (const path of ['/me', '/sessions', '/agencies', '/people', '/work-items?side=owes', '/agencies/tonight']) {
      expect((await force.as(person)('GET', path)).status).toBe(401)
    }
    expect((await force.as(person)('POST', '/agencies', {}, { 'idempotency-key': v7() })).status).not.toBe(201)
  })
})

describe('changing one’s password', () => {
  const change = (person: TestPerson, current: string, next: string) =>
    force.as(person)('POST', '/password', { current, next })

  test('ends every other session, keeps this one, and the old password opens nothing', async () => {
    const person = await force.person(agency)
    const second = (await elsewhere(person)).person
    expect((await change(person, password, 'a longer phrase by far')).status).toBe(204)
    expect(await status(person)).toBe(200)
    expect(await status(second)).toBe(401)
    expect((await elsewhere(person)).status).toBe(401)
    expect((await elsewhere(person, 'a longer phrase by far')).status).toBe(200)
  })

  test('needs the present password', async () => {
    const person = await force.person(agency)
    const second = (await elsewhere(person)).person
    const refused = await change(person, 'not the password', 'a longer phrase by far')
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/current' }] })
    expect(await status(second)).toBe(200)
    expect((await elsewhere(person)).status).toBe(200)
  })

  test.each([
    ['too short', 'eleven char'],
    ['too long', 'x'.repeat(129)],
    ['none', null],
  ])('a new one that is %s is refused', async (_what, next) => {
    const person = await force.person(agency)
    expect((await change(person, password, next as string)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/next' }],
    })
  })

  test('it is the same password however it was typed: composed, or letter and accent apart', async () => {
    const person = await force.person(agency)
    await change(person, password, 'dvanáct znaků ještě')
    expect((await elsewhere(person, 'dvanáct znaků ještě'.normalize('NFD'))).status).toBe(200)
  })
})

describe('limits', () => {
  test('a session that nobody uses ends: its cookie opens nothing hours later, and its token acts no more', async () => {
    const person = await force.person(agency)
    const cookies = (await elsewhere(person)).cookies
    await force.owner`update authz.sessions set idle_until = now() - interval '1 second' where person_id = ${person.id}`
    const headers = { cookie: cookies }
    expect((await force.app.inject({ method: 'POST', url: '/api/sign-in/refresh', headers })).statusCode).toBe(401)
    expect(await status(person)).toBe(401)
  })

  test('use extends the session, never beyond its maximum', async () => {
    const person = await force.person(agency)
    const cookies = (await elsewhere(person)).cookies
    await force.owner`update authz.sessions set idle_until = now() + interval '1 minute' where person_id = ${person.id}`
    const headers = { cookie: cookies }
    expect((await force.app.inject({ method: 'POST', url: '/api/sign-in/refresh', headers })).statusCode).toBe(200)
    const [row] = await force.owner`select max(idle_until) > now() + interval '20 minutes' as moved,
        max(expires_at) <= now() + interval '10 hours' as bounded from authz.sessions where person_id = ${person.id}`
    expect(row).toEqual({ moved: true, bounded: true })
  })

  test('of more at once than are allowed the oldest ends, and all others end on one press', async () => {
    const person = await force.person(agency)
    const others = [await elsewhere(person), await elsewhere(person), await elsewhere(person)]
    expect(await status(person)).toBe(401)
    const newest = others.at(-1)?.person as TestPerson
    expect(await sessions(newest)).toHaveLength(3)
    expect((await force.as(newest)('POST', '/sessions/end-others')).status).toBe(204)
    expect(await sessions(newest)).toHaveLength(1)
  })

  test('its owner is notified once of a device that was not used before', async () => {
    const person = await force.person(agency)
    await elsewhere(person)
    await elsewhere(person)
    const told = await force.owner`select kind from app.outbound_messages where person_id = ${person.id}`
    expect(told).toEqual([{ kind: 'new-device' }])
    const [notice] =
      await force.owner`select count(*)::int as n from app.outbox where name = 'account.new-device' and payload->>'subjectId' = ${person.id}`
    expect(notice?.n).toBe(1)
  })
})
