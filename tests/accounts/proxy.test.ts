import { randomBytes } from 'node:crypto'
import { urlFor } from '@palermo/db/roles.ts'
import { openSlots } from '@palermo/db/slots.ts'
import { buildApp } from '@palermo/server/app.ts'
import { openSignIn } from '@palermo/server/sign-in/answers.ts'
import { readTrustProxy, type TrustProxy } from '@palermo/server/trust-proxy.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'

let force: TaskForce
let slots: ReturnType<typeof openSlots>
const apps: FastifyInstance[] = []

beforeAll(async () => {
  force = await aTaskForce()
  slots = openSlots(urlFor(force.url, 'keys'), { size: 1 })
})
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()))
  await slots.end()
  await force.end()
})

/**
 * Opens an app with this `trustProxy` setting. Returns a function that tries to sign in from the address `peer` with
 * the header `X-Forwarded-For: forwarded`.
 */
const knocking = async (trustProxy: TrustProxy) => {
  const app = await buildApp({
    db: force.db,
    documents: force.documents,
    signIn: openSignIn({ slots }, { atOnce: 2 }),
    jwtSecret: randomBytes(32),
    demo: false,
    secure: true,
    log: false,
    trustProxy,
  })
  apps.push(app)
  return async (peer: string, forwarded?: string) => {
    const reply = await app.inject({
      method: 'POST',
      url: '/api/sign-in',
      payload: { email: 'guess', password: 'guess' },
      remoteAddress: peer,
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    })
    return reply.statusCode
  }
}
const sixtyOf = async (knock: () => Promise<number>) => {
  const replies = new Set<number>()
  for (let i = 0; i < 60; i++) replies.add(await knock())
  expect([...replies]).toEqual([422])
}

describe('a client that tries repeatedly', () => {
  test('is identified by its connection where no proxy is trusted, whatever headers it sends', async () => {
    const knock = await knocking(false)
    let claimed = 0
    await sixtyOf(() => knock('203.0.113.7', `198.51.100.${claimed++}`))
    expect(await knock('203.0.113.7', '198.51.100.200')).toBe(429)
    expect(await knock('203.0.113.8', '203.0.113.7')).toBe(422)
  })

  test('is identified by a trusted proxy’s header, and cannot add to it', async () => {
    const knock = await knocking(['10.0.3.0/28'])
    await sixtyOf(() => knock('10.0.3.1', '203.0.113.7'))
    expect(await knock('10.0.3.1', '203.0.113.7')).toBe(429)
    // The client invented the first address; the proxy appended the true one.
    expect(await knock('10.0.3.1', '198.51.100.9, 203.0.113.7')).toBe(429)
    expect(await knock('10.0.3.1', '203.0.113.8')).toBe(422)
  })

  test('is identified through two proxies as well', async () => {
    const knock = await knocking(['10.0.3.0/28', 'fd00:3::1'])
    await sixtyOf(() => knock('10.0.3.1', '198.51.100.9, 203.0.113.7, fd00:3::1'))
    expect(await knock('10.0.3.1', '198.51.100.10, 203.0.113.7, fd00:3::1')).toBe(429)
    expect(await knock('10.0.3.1', '203.0.113.8, fd00:3::1')).toBe(422)
  })

  test('cannot act as a proxy from another address', async () => {
    const knock = await knocking(['10.0.3.0/28'])
    let claimed = 0
    await sixtyOf(() => knock('10.0.4.1', `198.51.100.${claimed++}`))
    expect(await knock('10.0.4.1', '198.51.100.200')).toBe(429)
  })
})

describe('the setting', () => {
  test.each<[string | undefined, TrustProxy]>([
    [undefined, false],
    ['', false],
    ['10.0.3.4', ['10.0.3.4']],
    ['10.0.3.0/28, fd00:3::/64', ['10.0.3.0/28', 'fd00:3::/64']],
  ])('takes %s', (text, wanted) => {
    expect(readTrustProxy(text)).toEqual(wanted)
  })

  test.each([
    'true',
    '*',
    '1',
    '0',
    '0.0.0.0/0',
    '::/0',
    '128.0.0.0/1',
    '2000::/3',
    '10.0.0.0/33',
    'proxy',
    '10.0.0.1,',
    '10.0.0.1/',
  ])('refuses %s', (text) => {
    expect(() => readTrustProxy(text)).toThrow('TRUST_PROXY')
  })
})
