import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { takeOutboundMessage } from '@palermo/db/notices/outbound-messages.ts'
import { openSmsInbox } from '@palermo/server/notices/sms-inbox.ts'
import type { DeliveryPage, NoticeSettings } from '@palermo/shared/notices/contract.ts'
import { openLog } from '@palermo/workers/log.ts'
import { type Running, startWorkers } from '@palermo/workers/start.ts'
import { readGateway, type TextSettings } from '@palermo/workers/text-gateway.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { byHand } from './by-hand.ts'
import { aWorkerProcess, kill, killAll } from './child.ts'
import { freePort } from './free-port.ts'
import { aReceiver, type Receiver } from './receiver.ts'
import { allTold, link, retryNow, settingsFor } from './working.ts'

let force: TaskForce
let gateway: Receiver
let workers: Running | undefined
let officer: TestPerson
let administrator: TestPerson
let person: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
beforeEach(async () => {
  gateway = await aReceiver()
  // Removes all telephone numbers and ends all waiting messages, so that this gateway receives no message of an earlier
  // test.
  await force.owner`update app.people set phone = null`
  await force.owner`update app.outbound_messages set state = 'dead', held_until = null where state in ('failed', 'sending')`
  await force.owner`delete from app.outbound_messages l where not exists (select from app.deliveries d where d.outbound_message_id = l.id)`
  await force.owner`update app.outbound_messages set at = at - interval '2 days'`
  await force.owner`update app.deliveries set dropped_at = now() where outbound_message_id is null`
  person = await force.person(await force.agency('ngo'), 'caseworker')
  await force.owner`update app.people set phone = '+639171234567' where id = ${person.id}`
})
afterEach(async () => {
  await workers?.stop()
  workers = undefined
  await killAll()
  await gateway.end()
})
afterAll(() => force.end())

const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 30_000, interval: 20 })
const settings = (more: Partial<TextSettings> = {}) => {
  const given = settingsFor(force)
  given.texts = { ...given.texts, gateway: readGateway({ SMS_URL: gateway.url }), ...more }
  return given
}
const start = async (more: Partial<TextSettings> = {}) => {
  workers = await startWorkers(settings(more), openLog('silent'))
  await eventually(async () => expect((await read()).sms).toBe('ready'))
}
const read = async () => (await force.as(person)<NoticeSettings>('GET', '/notices/settings')).body
/** Lets the person choose text messages for work. */
const ask = async () => {
  const { zone: _, sms: __, ...kept } = await read()
  const choices = { ...kept.choices, work: { ...kept.choices.work, sms: true } }
  expect((await force.as(person)('PUT', '/notices/settings', { ...kept, choices })).status).toBe(200)
}
const tonight = () => aSentReferral(force, officer, person.agencyId)
const texts = async () =>
  (await force.as(administrator)<DeliveryPage>('GET', '/deliveries?limit=100')).body.items.filter(
    ({ channel }) => channel === 'sms',
  )
const newest = async () => (await texts())[0]

describe('a text message', { timeout: 90_000 }, () => {
  test('comes only to whoever asked for it, and says a count and a link', async () => {
    await start()
    await tonight()
    // The first notification is written before the person chooses text messages.
    await eventually(async () => expect(await allTold(force)).toBe(true))
    await ask()
    await tonight()
    await eventually(() => expect(gateway.heard).toHaveLength(1))
    const [{ body = '', headers = {} } = {}] = gateway.heard
    expect(JSON.parse(body)).toEqual({
      to: '+639171234567',
      text: `1 notice is waiting for you. Sign in to read: ${link}/notices`,
      reference: headers['idempotency-key'],
    })
    expect(body).not.toMatch(/PH-|canary|referral|Test Person/i)
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'sent', tries: 1 }))
  })

  test('is shaped as the gateway wants it', async () => {
    const form = readGateway({
      SMS_URL: gateway.url,
      SMS_HEADERS: '{"authorization":"Basic abc"}',
      SMS_BODY: 'To={to}&Body={text}&From=Desk',
    })
    await start({ gateway: form })
    await ask()
    await tonight()
    await eventually(() => expect(gateway.heard).toHaveLength(1))
    const [{ body = '', headers = {} } = {}] = gateway.heard
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({ To: '+639171234567', From: 'Desk' })
    expect(headers).toMatchObject({ authorization: 'Basic abc', 'content-type': 'application/x-www-form-urlencoded' })
  })

  test.each([429, 503])('that the gateway puts off (%d) is sent at the next try', async (status) => {
    gateway.status = status
    await start()
    await ask()
    await tonight()
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'failed', error: `HTTP ${status}` }))
    gateway.status = 200
    await force.moveClock('1 minute')
    await retryNow(force, 'sms')
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'sent', tries: 2 }))
    expect(new Set(gateway.heard.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })

  test('that never reached the gateway is tried again', async () => {
    await start({ gateway: readGateway({ SMS_URL: `http://127.0.0.1:${await freePort()}/` }) })
    await ask()
    await tonight()
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'failed', error: 'ECONNREFUSED' }))
  })

  test.each([400, 500])(
    'that the gateway answers with %d is not tried again: it may have gone, and it costs',
    async (status) => {
      gateway.status = status
      await start()
      await ask()
      await tonight()
      await eventually(async () => expect(await newest()).toMatchObject({ state: 'dead', error: `HTTP ${status}` }))
      await force.moveClock('1 hour')
      await tonight()
      // The alarm of a deadline that became due in that hour may cause a message as well.
      await eventually(() => expect(gateway.heard.length).toBeGreaterThan(1))
      const keys = gateway.heard.map(({ headers }) => headers['idempotency-key'])
      expect(new Set(keys).size).toBe(keys.length)
    },
  )

  test('whose sender died in the very middle rings once: nobody sends it again, and an administrator sees it', async () => {
    const env = { SMS_URL: gateway.url }
    const worker = await aWorkerProcess(settings(), env)
    await eventually(async () => expect((await read()).sms).toBe('ready'))
    await ask()
    const died = new Promise<void>((resolve) => {
      gateway.before = async () => {
        gateway.before = undefined
        await kill(worker)
        resolve()
      }
    })
    await tonight()
    await died
    await force.owner`update app.outbound_messages set held_until = clock_timestamp() - interval '1 second' where state = 'sending'`
    await aWorkerProcess(settings(), env)
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'dead', error: 'UNCLEAR', tries: 1 }))
    expect(gateway.heard).toHaveLength(1)
  })

  test('comes so many times a day and not more, to one person or to all, and the app tells all the same', async () => {
    await start({ caps: { perPerson: 2, perDay: 3 } })
    await ask()
    for (const sent of [1, 2]) {
      await tonight()
      await eventually(() => expect(gateway.heard).toHaveLength(sent))
    }
    await tonight()
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'not-needed', error: 'CAP' }))
    const { body } = await force.as(person)<{ items: unknown[] }>('GET', '/notices')
    expect(body.items).toHaveLength(3)
    person = await force.person(await force.agency('ngo'), 'caseworker')
    await force.owner`update app.people set phone = '+639171234568' where id = ${person.id}`
    await ask()
    await tonight()
    await eventually(() => expect(gateway.heard).toHaveLength(3))
    await tonight()
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'not-needed', error: 'CAP' }))
    expect(gateway.heard).toHaveLength(3)
  })

  test('that is the last of the day goes to one, however many reach for it at once', async () => {
    await start()
    const desk = [
      person,
      await force.person(person.agencyId, 'caseworker'),
      await force.person(person.agencyId, 'caseworker'),
    ]
    await force.owner`update app.people set phone = '+639171234568' where id = any (${desk.map(({ id }) => id)})`
    for (person of desk) await ask()
    await workers?.stop()
    workers = undefined
    const hands = byHand(force)
    const last = { channels: ['sms'], texts: { perPerson: 100, perDay: 1 } } as const
    for (let rounds = 0; rounds < 8; rounds++) {
      await force.owner`update app.outbound_messages set at = at - interval '2 days'`
      await tonight()
      await hands.tell()
      const taken = await Promise.all(desk.map(() => takeOutboundMessage(hands.db, last)))
      expect(taken.filter((letter) => letter !== undefined)).toHaveLength(1)
    }
    await hands.end()
  })

  test('is offered to nobody where there is no gateway, or no telephone', async () => {
    workers = await startWorkers(settingsFor(force), openLog('silent'))
    await eventually(async () => expect((await read()).sms).toBe('no-gateway'))
    await workers.stop()
    await start()
    await force.owner`update app.people set phone = null where id = ${person.id}`
    expect((await read()).sms).toBe('no-telephone')
    await ask()
    await tonight()
    await eventually(async () => {
      const [row] = await force.owner`select count(*)::int as n from app.notices where person_id = ${person.id}`
      expect(row?.n).toBe(1)
    })
    const [row] =
      await force.owner`select count(*)::int as n from app.deliveries where person_id = ${person.id} and channel = 'sms'`
    expect(row?.n).toBe(0)
  })

  test('of the demo ends in its own gateway, where it can be read', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'palermo-sms-'))
    const inbox = await openSmsInbox(folder)
    await start({ gateway: undefined, gatewayFile: path.join(folder, 'sms-gateway') })
    await ask()
    await tonight()
    await eventually(() => expect(inbox.texts().join()).toContain('1 notice is waiting for you'))
    await inbox.end()
    await rm(folder, { recursive: true })
  })
})

test.each([
  [{ SMS_URL: 'nowhere' }, 'SMS_URL'],
  [{ SMS_URL: 'https://gateway.test/', SMS_HEADERS: '["x"]x' }, 'JSON'],
  [{ SMS_URL: 'https://gateway.test/', SMS_HEADERS: '{"a":1}' }, 'SMS_HEADERS'],
  [{ SMS_URL: 'https://gateway.test/', SMS_BODY: '{"to":"{to}"}' }, 'SMS_BODY'],
  [{ SMS_URL: 'https://gateway.test/', SMS_BODY: 'Body={text}' }, 'SMS_BODY'],
])('a gateway that cannot be used stops the start: %j', (env, why) => {
  expect(() => readGateway(env)).toThrow(why)
})
