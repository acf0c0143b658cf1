import type { LookupFunction } from 'node:net'
import { NoAnswer, post } from '@palermo/workers/outbound.ts'
import { readSettings } from '@palermo/workers/settings.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { aReceiver, type Receiver } from './receiver.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await aReceiver()
})
afterAll(() => receiver.end())

const to = (url: string) => ({ url, headers: { 'content-type': 'text/plain' }, body: 'hello' })
const codeOf = (work: Promise<unknown>): Promise<{ code: string; sent: boolean } | undefined> =>
  work.then(
    () => undefined,
    (error) => {
      if (!(error instanceof NoAnswer)) throw error
      return { code: error.code, sent: error.sent }
    },
  )
const here = { allowed: ['127.0.0.1'] }
const nowhere = { allowed: [] }
/** A name resolver that returns these addresses one after the other, as the owner of a domain could. */
const named =
  (...answers: string[]): LookupFunction =>
  (_, options, done) => {
    const address = answers.shift() ?? '127.0.0.1'
    const family = address.includes(':') ? 6 : 4
    if (options.all) done(null, [{ address, family }])
    else done(null, address, family)
  }

describe('what somebody else chose as an address', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://0x7f000001:PORT/',
    'http://2130706433:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[::]:PORT/',
    'http://localhost:PORT/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'https://127.0.0.1:PORT/',
    'https://10.0.0.1/',
  ])('%s leads nowhere inside', async (address) => {
    const before = receiver.heard.length
    const url = address.replace('PORT', new URL(receiver.url).port)
    expect(await codeOf(post(to(url), nowhere))).toEqual({ code: 'EINSIDE', sent: false })
    expect(receiver.heard).toHaveLength(before)
  })

  test('that stands for a public address when it is looked at and for one inside when it is called, reaches nothing', async () => {
    const url = receiver.url.replace('127.0.0.1', 'system.example.test')
    const before = receiver.heard.length
    // The name is resolved once and the request goes to that address, so the second answer is never used.
    const asked = named('127.0.0.1', '93.184.216.34')
    expect(await codeOf(post(to(url), { allowed: [], lookup: asked }))).toEqual({ code: 'EINSIDE', sent: false })
    for (const inside of ['::1', '::ffff:10.0.0.1', '192.168.0.7', '0.0.0.0'])
      expect((await codeOf(post(to(url), { allowed: [], lookup: named(inside) })))?.code).toBe('EINSIDE')
    expect(receiver.heard).toHaveLength(before)
  })

  test('is reached where the operator allows its network, and the answer is its number alone', async () => {
    expect(await post(to(receiver.url), here)).toBe(200)
    expect(await post(to(receiver.url), { allowed: ['127.0.0.0/8'] })).toBe(200)
    expect(receiver.heard.at(-1)).toMatchObject({ method: 'POST', body: 'hello', path: '/hook' })
  })

  test('is not left for where it sends us on', async () => {
    const other = await aReceiver()
    receiver.status = 307
    receiver.headers = { location: other.url }
    expect(await post(to(receiver.url), here)).toBe(307)
    receiver.status = 200
    expect(other.heard).toEqual([])
    await other.end()
  })

  test('that never answers is given up, and may have it; one where nobody is has not', async () => {
    receiver.status = undefined
    expect(await codeOf(post(to(receiver.url), here, 1000))).toEqual({ code: 'ETIMEDOUT', sent: true })
    receiver.status = 200
    const url = `http://127.0.0.1:${await freePort()}/`
    expect(await codeOf(post(to(url), here))).toEqual({ code: 'ECONNREFUSED', sent: false })
  })
})

test.each(['10.0.0.0/8,fd00::/8', '10.1.2.3', ''])('networks may be allowed: %s', (OUTBOUND_ALLOW) => {
  const settings = readSettings({ DATABASE_URL: 'postgres://a:b@127.0.0.1/c', OUTBOUND_ALLOW })
  expect(settings.outbound.allowed).toEqual(OUTBOUND_ALLOW.split(',').filter(Boolean))
})

test.each(['all', '10.0.0.0/0', '10.0.0.0/33', '10.0.0/8', 'localhost', '10.0.0.0/8/8'])(
  'what is no network is refused at the start: %s',
  (OUTBOUND_ALLOW) => {
    expect(() => readSettings({ DATABASE_URL: 'postgres://a:b@127.0.0.1/c', OUTBOUND_ALLOW })).toThrow('OUTBOUND_ALLOW')
  },
)
