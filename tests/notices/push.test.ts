import type { NoticeSettings } from '@palermo/shared/notices/contract.ts'
import { mostDevices, type PushDevice, type PushState } from '@palermo/shared/notices/push.ts'
import { openLog } from '@palermo/workers/log.ts'
import { sendOutboundMessages } from '@palermo/workers/notices/jobs.ts'
import { newTally } from '@palermo/workers/tally.ts'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { aPushBrowser, type PushBrowser, vapidOf } from '../workers/browser-push.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { aReceiver, type Receiver } from '../workers/receiver.ts'
import { settingsFor } from '../workers/working.ts'

let force: TaskForce
let hands: ByHand
let service: Receiver
let officer: TestPerson
let person: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  officer = await force.person(await force.agency('police'), 'officer')
  await send()
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  service = await aReceiver()
  service.status = 201
  await force.owner`update app.deliveries set dropped_at = now() where outbound_message_id is null`
  await force.owner`update app.outbound_messages set state = 'sent' where state in ('sending', 'failed')`
  person = await force.person(await force.agency('ngo'), 'caseworker')
})
afterEach(() => service.end())

const send = (allowed = ['127.0.0.1']) =>
  sendOutboundMessages(
    hands.db,
    { ...settingsFor(force), outbound: { allowed } },
    newTally(),
    openLog('silent'),
    () => false,
  )
const state = async (who = person) => (await force.as(who)<PushState>('GET', '/push')).body
const subscribe = async (browser: PushBrowser, who = person) => {
  const made = await force.as(who)<PushDevice>('PUT', '/push', browser.subscription, {
    'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0',
  })
  expect(made.status).toBe(200)
  return made.body
}
const aBrowser = (name = v7()) => aPushBrowser(`${service.url}/${name}`)
const tonight = async () => {
  const sent = await aSentReferral(force, officer, person.agencyId)
  await hands.tell()
  return sent
}
const heardAt = (browser: PushBrowser) =>
  service.heard.filter(({ path }) => browser.subscription.endpoint.endsWith(path))
const lettersOf = () =>
  force.owner<{ state: string; error: string | null }[]>`
    select state, error from app.outbound_messages where person_id = ${person.id} and channel = 'push' order by id`

describe('a browser that its owner signed up', () => {
  test('is told a count and nothing else, sealed for it alone and signed by this system', async () => {
    const browser = aBrowser()
    await subscribe(browser)
    const referral = await tonight()
    await send()
    const [heard] = heardAt(browser)
    if (!heard) throw new Error('nothing came')
    expect(browser.open(heard.bytes)).toEqual({ text: '1 notice is waiting for you', path: '/notices' })
    const { publicKey } = await state()
    const claims = vapidOf(heard, publicKey ?? '')
    expect(claims.aud).toBe(new URL(service.url).origin)
    expect(claims.sub).toBe('https://palermo.test')
    expect(heard.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      urgency: 'high',
      topic: 'notices',
      ttl: '14400',
    })
    const everything = JSON.stringify(heard.headers) + heard.body
    expect(everything).not.toMatch(new RegExp(`${referral.caseReference}|${person.id}|waiting`))
    expect(await lettersOf()).toEqual([{ state: 'sent', error: null }])
  })

  test('is one of several, and each is told by itself', async () => {
    const [phone, desk] = [aBrowser(), aBrowser()]
    await subscribe(phone)
    await subscribe(desk)
    await tonight()
    await send()
    for (const browser of [phone, desk]) expect(heardAt(browser)).toHaveLength(1)
    await send()
    expect(service.heard).toHaveLength(2)
  })

  test('is told nothing for what can wait', async () => {
    await subscribe(aBrowser())
    await aSentReferral(force, officer, person.agencyId, { ...adult, urgency: 'routine' })
    await hands.tell()
    await force.moveClock('1 day')
    await send()
    expect(service.heard).toEqual([])
  })

  test('is told nothing of a kind that its owner turned off', async () => {
    await subscribe(aBrowser())
    const { zone: _, sms: __, ...kept } = (await force.as(person)<NoticeSettings>('GET', '/notices/settings')).body
    const choices = { ...kept.choices, work: { ...kept.choices.work, push: false } }
    await force.as(person)('PUT', '/notices/settings', { ...kept, choices })
    await tonight()
    await send()
    expect(service.heard).toEqual([])
  })

  test.each([404, 410])('and that its push service forgot (%d) is forgotten here', async (status) => {
    await subscribe(aBrowser())
    service.status = status
    await tonight()
    await send()
    expect((await state()).devices).toEqual([])
    expect(await lettersOf()).toEqual([{ state: 'not-needed', error: null }])
  })

  test('is tried again where its push service is busy', async () => {
    const browser = aBrowser()
    await subscribe(browser)
    service.status = 503
    await tonight()
    await send()
    expect(await lettersOf()).toEqual([{ state: 'failed', error: 'HTTP 503' }])
    service.status = 201
    await force.moveClock('1 minute')
    await send()
    expect(heardAt(browser)).toHaveLength(2)
    expect(await lettersOf()).toEqual([{ state: 'sent', error: null }])
  })

  test('whose push service stands inside our own house is never called', async () => {
    await subscribe(aBrowser())
    await tonight()
    await send([])
    expect(service.heard).toEqual([])
    expect(await lettersOf()).toEqual([{ state: 'failed', error: 'EINSIDE' }])
  })

  test('with a key that is none is forgotten, and holds up nobody', async () => {
    const browser = aBrowser()
    await subscribe({
      ...browser,
      subscription: { ...browser.subscription, keys: { ...browser.subscription.keys, p256dh: 'A'.repeat(87) } },
    })
    await tonight()
    await send()
    expect((await state()).devices).toEqual([])
  })
})

describe('subscriptions', () => {
  test('are one’s own: seen, ended and used by nobody else, and shown without where they lead', async () => {
    const browser = aBrowser()
    const device = await subscribe(browser)
    expect((await state()).devices).toEqual([{ ...device, device: 'Chrome, Android' }])
    expect(JSON.stringify(await state())).not.toMatch(/hook|p256dh|endpoint/)
    const other = await force.person(person.agencyId, 'supervisor')
    expect((await state(other)).devices).toEqual([])
    expect((await force.as(other)('DELETE', `/push/${device.id}`)).status).toBe(404)
    expect((await force.as(person)('DELETE', `/push/${device.id}`)).status).toBe(204)
    expect((await force.as(person)('DELETE', `/push/${device.id}`)).status).toBe(404)
    await tonight()
    await send()
    expect(service.heard).toEqual([])
  })

  test('go with the browser: whoever signs it up next takes it over', async () => {
    const browser = aBrowser('shared-desk')
    await subscribe(browser)
    const next = await force.person(await force.agency('ngo'), 'caseworker')
    await subscribe(browser, next)
    expect((await state()).devices).toEqual([])
    expect((await state(next)).devices).toHaveLength(1)
    await tonight()
    await send()
    expect(service.heard).toEqual([])
  })

  test('are so many and not more: the oldest gives way', async () => {
    for (let i = 0; i <= mostDevices; i++) await subscribe(aBrowser(`device-${i}`))
    expect((await state()).devices).toHaveLength(mostDevices)
    await subscribe(aBrowser('device-5'))
    expect((await state()).devices).toHaveLength(mostDevices)
  })

  test('are signed under one key, whichever worker made it', async () => {
    const { publicKey } = await state()
    await Promise.all([send(), send(), send()])
    expect((await state()).publicKey).toBe(publicKey)
    const rows = await force.owner`select public_key from app.push_keys`
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(await state())).not.toContain('private')
  })

  test.each([
    [{ endpoint: 'ftp://push.test/', keys: { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) } }],
    [{ endpoint: 'https://push.test/', keys: { p256dh: 'A'.repeat(10), auth: 'A'.repeat(22) } }],
    [{ endpoint: 'https://push.test/', keys: { p256dh: 'A'.repeat(87), auth: '!'.repeat(22) } }],
    [{ endpoint: `https://push.test/${'x'.repeat(1000)}`, keys: { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) } }],
    [{ endpoint: 'https://push.test/' }],
    [{}],
  ])('refuse %j', async (body) => {
    expect((await force.as(person)('PUT', '/push', body)).status).toBe(422)
    expect((await state()).devices).toEqual([])
  })
})
