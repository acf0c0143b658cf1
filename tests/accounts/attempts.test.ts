import { networkOf } from '@palermo/server/accounts/network.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, password, type TaskForce } from '../task-force.ts'

let force: TaskForce
let agency: string

beforeAll(async () => {
  force = await aTaskForce()
  agency = await force.agency('ngo')
})
afterAll(() => force.end())

// Each test signs in from other networks, because failed attempts are also counted by network.
let networks = 0
const aNetwork = () => `10.${(networks >> 8) + 1}.${networks++ & 255}.7`

const signIn = async (email: string, tried: string, remoteAddress: string) =>
  (await force.app.inject({ method: 'POST', url: '/api/sign-in', payload: { email, password: tried }, remoteAddress }))
    .statusCode
const checked = async (personId: string) => {
  const [row] = await force.owner<{ n: number }[]>`
    select count(*)::int as n from aud.leaf where kind = 'auth.refused' and actor = ${personId}`
  return row?.n ?? 0
}
/**
 * How many passwords the server may check within the given milliseconds: five at once, then one after each pause of 1,
 * 2, 4 … seconds.
 */
const allowedIn = (milliseconds: number) => 5 + Math.floor(Math.log2(milliseconds / 1_000 + 1)) + 1

describe('many guesses at once', () => {
  test('are checked no more often than one after the other', async () => {
    const person = await force.person(agency)
    const began = Date.now()
    // Each attempt comes from another address of one network, so that the limit by address is not reached.
    const place = aNetwork().replace(/\.7$/, '')
    const tries = Array.from({ length: 120 }, (_, n) => signIn(person.email, `guess ${n}`, `${place}.${n + 1}`))
    const replies = await Promise.all(tries)
    expect(new Set(replies)).toEqual(new Set([401, 429]))
    expect(replies.filter((status) => status === 401).length).toBe(await checked(person.id))
    expect(await checked(person.id)).toBeLessThanOrEqual(allowedIn(Date.now() - began))
  })

  test('with the right password all succeed', async () => {
    const person = await force.person(agency)
    const place = aNetwork()
    const replies = await Promise.all(Array.from({ length: 12 }, () => signIn(person.email, password, place)))
    expect(new Set(replies)).toEqual(new Set([200]))
  })
})

describe('the owner of an account whose password others guess', () => {
  test('signs in from a known network without delay', async () => {
    const person = await force.person(agency)
    const home = aNetwork()
    expect(await signIn(person.email, password, home)).toBe(200)
    for (let n = 0; n < 40; n++) await signIn(person.email, 'a guess', aNetwork())
    // At most thirty failed attempts from all networks together are checked without a pause.
    expect(await checked(person.id)).toBeLessThanOrEqual(32)
    expect(await signIn(person.email, 'a guess', aNetwork())).toBe(429)
    expect(await signIn(person.email, password, home)).toBe(200)
  })

  test('signs in from a new network after a wait, never after a lock', async () => {
    const person = await force.person(agency)
    for (let n = 0; n < 6; n++) await signIn(person.email, 'a guess', aNetwork())
    expect(await signIn(person.email, password, aNetwork())).toBe(200)
    await force.owner`update authz.failed_attempts set failures = 1000000 where address = authz.address_of(${person.email})`
    expect(await signIn(person.email, password, aNetwork())).toBe(429)
    await force.owner`update authz.failed_attempts set failed_at = failed_at - interval '301 seconds'
      where address = authz.address_of(${person.email})`
    expect(await signIn(person.email, password, aNetwork())).toBe(200)
  })

  test('is not delayed by colleagues in the same office who forgot their passwords', async () => {
    const [forgetful, other] = [await force.person(agency), await force.person(agency)]
    const office = aNetwork()
    for (let n = 0; n < 8; n++) await signIn(forgetful.email, 'a guess', office)
    expect(await signIn(forgetful.email, password, office)).toBe(429)
    expect(await signIn(other.email, password, office)).toBe(200)
  })
})

test('a network that tries many accounts is slowed down, except for owners who have signed in from it', async () => {
  const known = await force.person(agency)
  const stranger = await force.person(agency)
  const place = aNetwork()
  expect(await signIn(known.email, password, place)).toBe(200)
  await force.owner`insert into authz.failed_attempts values ('', authz.network_of(${networkOf(place)}), 105, now())
    on conflict (address, network) do update set failures = 105, failed_at = now()`
  expect(await signIn(stranger.email, password, place)).toBe(429)
  expect(await signIn(known.email, password, place)).toBe(200)
})

test('guesses at the present password by the holder of a session are slowed down like sign-ins', async () => {
  const person = await force.person(agency)
  const change = (current: string) =>
    force.as(person)('POST', '/password', { current, next: 'a quite different phrase' })
  const began = Date.now()
  const replies = await Promise.all(Array.from({ length: 30 }, (_, n) => change(`guess ${n}`)))
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([422, 429]))
  expect(await checked(person.id)).toBeLessThanOrEqual(allowedIn(Date.now() - began))
  await force.owner`update authz.failed_attempts set failed_at = failed_at - interval '301 seconds'`
  expect((await change(password)).status).toBe(204)
})

test('wrong tokens of links are counted by the network that sends them', async () => {
  const follow = async (remoteAddress: string) => {
    const payload = { token: 'x'.repeat(43), password: 'a quite different phrase' }
    return (await force.app.inject({ method: 'POST', url: '/api/password/chosen', payload, remoteAddress })).statusCode
  }
  const place = aNetwork()
  for (let n = 0; n < 5; n++) expect(await follow(place)).toBe(404)
  await force.owner`update authz.failed_attempts set failed_at = failed_at + interval '30 seconds' where address = 'link'`
  expect(await follow(place)).toBe(429)
  expect(await follow(aNetwork())).toBe(404)
})

test('an attempt is used once, by its owner, within five minutes', async () => {
  const person = await force.person(agency)
  const reserve = async () => {
    const [row] = await force.owner<{ attempt: string }[]>`
      select attempt from authz.reserve_attempt(${person.email}, ${aNetwork()})`
    return row?.attempt ?? ''
  }
  const settle = (attempt: string, owner: string | null) =>
    force.owner<{ who: string | null }[]>`select authz.settle_attempt(${attempt}, ${Buffer.alloc(32)}, ${owner}) as who`
  const once = await reserve()
  expect((await settle(once, null))[0]?.who).toBeNull()
  await expect(settle(once, null)).rejects.toMatchObject({ code: '28000' })
  const old = await reserve()
  await force.owner`update authz.attempts set at = at - interval '6 minutes' where id = ${old}`
  await expect(settle(old, null)).rejects.toMatchObject({ code: '28000' })
})

test.each([
  ['203.0.113.7', '203.0.113'],
  ['::ffff:203.0.113.7', '203.0.113'],
  ['2001:db8:1:2233:4:5:6:7', '2001:0db8:0001:22'],
  ['2001:DB8::1', '2001:0db8:0000:00'],
  ['fe80::1%eth0', 'fe80:0000:0000:00'],
  ['::1', '0000:0000:0000:00'],
  ['not an address', 'unknown'],
])('%s belongs to %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
