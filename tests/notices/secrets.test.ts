import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keepPushKeys } from '@palermo/db/notices/push.ts'
import { resealSecrets } from '@palermo/db/notices/sealed-secrets.ts'
import { addKey, embeddedKeyring, handOver, type Keyring, outboundRing, readKeyring } from '@palermo/db/seal.ts'
import type { WebhookWithSecret } from '@palermo/shared/notices/webhooks.ts'
import { openLog } from '@palermo/workers/log.ts'
import { sendOutboundMessages } from '@palermo/workers/notices/jobs.ts'
import { makePushKeys } from '@palermo/workers/notices/pushes.ts'
import { planWebhookMessages } from '@palermo/workers/notices/webhooks.ts'
import { newTally } from '@palermo/workers/tally.ts'
import { Webhook as Standard } from 'standardwebhooks'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { aReceiver, type Receiver } from '../workers/receiver.ts'
import { settingsFor } from '../workers/working.ts'

let force: TaskForce
let hands: ByHand
let receiver: Receiver
let head: TestPerson
let hook: WebhookWithSecret
let place: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  receiver = await aReceiver()
  head = await force.person(await force.agency('ngo'), 'head')
  const asked = { url: receiver.url, kinds: ['work'] }
  hook = (await force.as(head)<WebhookWithSecret>('POST', '/webhooks', asked, { 'idempotency-key': v7() })).body
  place = mkdtempSync(path.join(tmpdir(), 'palermo-outbound-'))
})
afterAll(async () => {
  rmSync(place, { recursive: true, force: true })
  await receiver.end()
  await hands.end()
  await force.end()
})

const send = (outboundKeys = settingsFor(force).outboundKeys) =>
  planWebhookMessages(hands.db, { ...settingsFor(force), outboundKeys }, newTally(), openLog('silent'), () => false)
/**
 * Sends a test message to the webhook, and checks the signature of each message that arrives.
 * @returns the number of messages
 */
const tried = async (keys?: string): Promise<number> => {
  receiver.heard.length = 0
  expect((await force.as(head)('POST', `/webhooks/${hook.webhook.id}/test`)).status).toBe(202)
  await send(keys)
  for (const { body, headers } of receiver.heard)
    new Standard(hook.secret ?? '').verify(body, headers as Record<string, string>)
  return receiver.heard.length
}
const rows = () =>
  force.owner<{ secret: Buffer | null; sealed: Buffer | null }[]>`select secret, sealed from authz.webhook_secrets`
const keyOf = (sealed: Buffer | null | undefined) => sealed?.readUInt16BE(1)

describe('what is signed with', () => {
  test('lies sealed, and the worker signs with it all the same', async () => {
    const [row] = await rows()
    const secret = Buffer.from((hook.secret ?? '').replace('whsec_', ''), 'base64')
    expect(row?.secret).toBeNull()
    expect(row?.sealed?.includes(secret)).toBe(false)
    expect(row?.sealed?.includes(secret.toString('base64'))).toBe(false)
    expect(await tried()).toBe(1)
  })

  test('is read by no login but the worker’s, whoever it acts for', async () => {
    await sendOutboundMessages(hands.db, settingsFor(force), newTally(), openLog('silent'), () => false)
    for (const role of ['api', 'keys', 'queue'] as const) {
      const raw = rawConnection(force, role)
      for (const statement of [
        'select sealed from authz.webhook_secrets',
        'select secret from authz.webhook_secrets',
        'select sealed from app.push_keys',
        'select private_key from app.push_keys',
        "update authz.webhook_secrets set sealed = '\\x00'",
        "update app.push_keys set sealed = '\\x00'",
      ])
        await refused(raw.attempt(role === 'api' ? head : null, (sql) => sql.unsafe(statement)))
      await raw.end()
    }
    const worker = rawConnection(force, 'worker')
    const seen = await worker.attempt(null, (sql) => sql`select sealed from authz.webhook_secrets`)
    expect(seen.length).toBe(1)
    await worker.end()
  })

  test('is nothing that an agency could put in for another', async () => {
    const other = await force.person(await force.agency('labour'), 'head')
    const raw = rawConnection(force)
    await refused(
      raw.attempt(
        other,
        (sql) => sql`select app.keep_webhook_secret(${v7()}, ${hook.webhook.id}, ${Buffer.alloc(40)})`,
      ),
    )
    await raw.end()
  })

  test('opens by the worker’s keys, which open nothing else', () => {
    const { ring } = force.db
    const handed = outboundRing(ring)
    expect([...handed.keys.keys()]).toEqual([...ring.keys.keys()])
    for (const [reference, key] of handed.keys)
      expect(Buffer.from(ring.keys.get(reference) ?? []).equals(key)).toBe(false)
  })

  test('waits where the worker has no key, and goes once it has one', async () => {
    expect(await tried(path.join(place, 'nowhere'))).toBe(0)
    expect(await tried()).toBe(2)
  })

  test('says that its key is another, and is sent again with the right one', async () => {
    const strange = path.join(place, 'strange')
    handOver(strange, embeddedKeyring(path.join(place, 'others')))
    expect(await tried(strange)).toBe(0)
    const [message] = await force.owner<{ error: string; state: string }[]>`
      select error, state from app.webhook_messages order by at desc, id desc limit 1`
    expect(message).toEqual({ error: 'NO-KEY', state: 'failed' })
    await force.owner`update app.webhooks set paused_until = null`
    await force.owner`update app.webhook_messages set due_at = app.now() where state = 'failed'`
    await send()
    expect(receiver.heard.length).toBe(1)
  })
})

describe('a new key', () => {
  let ring: Keyring
  let folder: string
  beforeAll(() => {
    folder = path.join(place, 'rotated')
    handOver(folder, force.db.ring)
    handOver(folder, {
      newest: 2,
      keys: new Map([[2, embeddedKeyring(path.join(place, 'second')).keys.get(1) as Buffer]]),
    })
    ring = readKeyring(folder) as Keyring
  })

  test('seals anew what the one before it sealed, in the worker’s next round, and what it signs is the same', async () => {
    expect(ring.newest).toBe(2)
    expect((await rows()).map(({ sealed }) => keyOf(sealed))).toEqual([1])
    expect(await tried(folder)).toBe(1)
    expect((await rows()).map(({ sealed }) => keyOf(sealed))).toEqual([2])
    expect(await resealSecrets(hands.db, ring)).toBe(0)
  })

  test('seals the push key anew, and browsers keep knowing this system by the same one', async () => {
    const before = await keepPushKeys(hands.db, outboundRing(force.db.ring), makePushKeys)
    const after = await keepPushKeys(hands.db, ring, makePushKeys)
    expect(after).toEqual(before)
    const [row] = await force.owner<
      { sealed: Buffer; open: string | null }[]
    >`select sealed, private_key as open from app.push_keys`
    expect([keyOf(row?.sealed), row?.open]).toEqual([2, null])
  })

  test('seals what lay open before there was a seal', async () => {
    const secret = Buffer.from((hook.secret ?? '').replace('whsec_', ''), 'base64')
    await force.owner`update authz.webhook_secrets set secret = ${secret}, sealed = null`
    const pair = await makePushKeys()
    await force.owner`update app.push_keys set public_key = ${pair.publicKey}, private_key = ${pair.privateKey}, sealed = null`
    expect(await tried(folder)).toBe(1)
    expect(await keepPushKeys(hands.db, ring, makePushKeys)).toEqual(pair)
    expect((await rows())[0]?.secret).toBeNull()
  })

  test('is found by a process that has not been started anew', () => {
    const keys = path.join(place, 'main')
    const old = embeddedKeyring(keys)
    expect(addKey(keys)).toBe(2)
    expect(old.newest).toBe(1)
    expect(old.reread?.().size).toBe(2)
    expect(embeddedKeyring(keys).newest).toBe(2)
    expect(() => addKey(keys)).not.toThrow()
    expect(embeddedKeyring(keys).keys.size).toBe(3)
  })
})
