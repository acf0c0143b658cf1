import { takeWebhookMessage, webhookSent } from '@palermo/db/notices/webhook-messages.ts'
import { lastTry } from '@palermo/shared/notices/policy.ts'
import type { Webhook, WebhookMessage, WebhookWithSecret } from '@palermo/shared/notices/webhooks.ts'
import { openLog } from '@palermo/workers/log.ts'
import { planWebhookMessages } from '@palermo/workers/notices/webhooks.ts'
import { newTally } from '@palermo/workers/tally.ts'
import { Webhook as Standard } from 'standardwebhooks'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { aReceiver, type Receiver } from '../workers/receiver.ts'
import { settingsFor } from '../workers/working.ts'

let force: TaskForce
let hands: ByHand
let receiver: Receiver
let officer: TestPerson
let head: TestPerson
let caseworker: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  officer = await force.person(await force.agency('police'), 'officer')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  receiver = await aReceiver()
  // Messages of an earlier test that wait for a retry must not be sent in the next one.
  await force.owner`update app.webhook_messages set state = 'sent', held_until = null where state <> 'dead'`
  const ngo = await force.agency('ngo')
  head = await force.person(ngo, 'head')
  caseworker = await force.person(ngo, 'caseworker')
})
afterEach(() => receiver.end())

const tally = newTally()
const send = (reach = { allowed: ['127.0.0.1'] }) =>
  planWebhookMessages(hands.db, { ...settingsFor(force), outbound: reach }, tally, openLog('silent'), () => false)
const add = async (kinds = ['work', 'answers'], url = receiver.url) => {
  const made = await force.as(head)<WebhookWithSecret>('POST', '/webhooks', { url, kinds }, { 'idempotency-key': v7() })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return { ...made.body.webhook, secret: made.body.secret ?? '' }
}
const listed = async (person = head) => (await force.as(person)<{ items: Webhook[] }>('GET', '/webhooks')).body.items
const messages = async (id: string) =>
  (await force.as(head)<{ items: WebhookMessage[] }>('GET', `/webhooks/${id}/messages`)).body.items
const told = async () => {
  const referral = await aSentReferral(force, officer, head.agencyId)
  await hands.tell()
  return referral
}

describe('an agency’s own system', () => {
  test('is told what its agency is told, signed, with ids and nothing else', async () => {
    const hook = await add()
    expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const referral = await told()
    await send()
    const [heard] = receiver.heard
    expect(receiver.heard).toHaveLength(1)
    const verified = new Standard(hook.secret).verify(heard?.body ?? '', heard?.headers as Record<string, string>)
    expect(verified).toEqual({
      type: 'referral.sent',
      timestamp: expect.any(String),
      data: { subjectKind: 'referral', subjectId: referral.id },
    })
    expect(JSON.stringify(heard)).not.toMatch(
      new RegExp(`canary|Test Person|${referral.caseReference}|${officer.id}|@example`, 'i'),
    )
    const [message] = await messages(hook.id)
    expect(message).toMatchObject({ id: heard?.headers['webhook-id'], topic: 'referral.sent', state: 'sent', tries: 1 })
  })

  test('knows what was changed on the way, and what comes again later', async () => {
    const hook = await add()
    await told()
    await send()
    const { body = '', headers = {} } = receiver.heard[0] ?? {}
    const verify = (text: string, more: Record<string, string> = {}) =>
      new Standard(hook.secret).verify(text, { ...(headers as Record<string, string>), ...more })
    expect(() => verify(body.replace('referral.sent', 'referral.accepted'))).toThrow('No matching signature')
    expect(() => verify(body, { 'webhook-id': v7() })).toThrow('No matching signature')
    const late = String(Number(headers['webhook-timestamp']) - 600)
    expect(() => verify(body, { 'webhook-timestamp': late })).toThrow('too old')
  })

  test('changes over to a new secret in its own time: for a day both sign, afterwards the new one alone', async () => {
    const hook = await add()
    const turned = await force.as(head)<WebhookWithSecret>('POST', `/webhooks/${hook.id}/secret`)
    const fresh = turned.body.secret ?? ''
    expect(fresh).not.toBe(hook.secret)
    expect(turned.body.webhook.previousUntil).not.toBeNull()
    await told()
    await send()
    const verify = (secret: string, at: number) =>
      new Standard(secret).verify(receiver.heard[at]?.body ?? '', receiver.heard[at]?.headers as Record<string, string>)
    for (const secret of [hook.secret, fresh]) expect(() => verify(secret, 0)).not.toThrow()
    await force.owner`update authz.webhook_secrets set until_at = now() - interval '1 second' where webhook_id = ${hook.id} and until_at is not null`
    await told()
    await send()
    expect(() => verify(hook.secret, 1)).toThrow()
    expect(() => verify(fresh, 1)).not.toThrow()
  })

  test('is told of the kinds that it wants, once whatever is brought twice, and not of what its own people do', async () => {
    const hook = await add(['answers'])
    const referral = await told()
    await act(force, caseworker, referral, 'acknowledge')
    await hands.tell()
    await hands.tell()
    expect(await messages(hook.id)).toEqual([])
    const theirs = await add(['work'])
    await told()
    await force.owner`update app.outbox set done_at = null, sent_at = null where id = (select max(id) from app.outbox)`
    await hands.tell()
    expect(await messages(theirs.id)).toHaveLength(1)
  })

  test('can be tried out', async () => {
    const hook = await add()
    expect((await force.as(head)('POST', `/webhooks/${hook.id}/test`)).status).toBe(202)
    await send()
    const { body = '', headers = {} } = receiver.heard[0] ?? {}
    expect(new Standard(hook.secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'webhook.test',
      data: {},
    })
  })
})

describe('a system that does not take it', () => {
  test('is tried again under the same id, and left alone in between', async () => {
    const hook = await add()
    receiver.status = 503
    await told()
    await told()
    await send()
    expect(receiver.heard).toHaveLength(1)
    expect(await listed()).toMatchObject([{ failures: 1, pausedUntil: expect.any(String) }])
    expect((await messages(hook.id)).map(({ state, error }) => [state, error]).sort()).toEqual([
      ['failed', 'HTTP 503'],
      ['waiting', null],
    ])
    receiver.status = 204
    await force.moveClock('1 minute')
    await send()
    const ids = receiver.heard.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(2)
    expect(await listed()).toMatchObject([{ failures: 0, pausedUntil: null }])
  })

  test('sends us elsewhere: nobody goes there', async () => {
    const other = await aReceiver()
    const hook = await add()
    receiver.status = 302
    receiver.headers = { location: other.url }
    await told()
    await send()
    expect(other.heard).toEqual([])
    expect(await messages(hook.id)).toMatchObject([{ state: 'failed', error: 'HTTP 302' }])
    await other.end()
  })

  test('stands inside our own house: nothing reaches it', async () => {
    const hook = await add()
    await told()
    await send({ allowed: [] })
    expect(receiver.heard).toEqual([])
    expect(await messages(hook.id)).toMatchObject([{ state: 'failed', error: 'EINSIDE' }])
  })

  test('wants no more, and is told no more', async () => {
    const hook = await add()
    receiver.status = 410
    await told()
    await send()
    expect(await listed()).toEqual([])
    const [row] = await force.owner`select state, error from app.webhook_messages where webhook_id = ${hook.id}`
    expect(row).toMatchObject({ state: 'dead', error: 'HTTP 410' })
    await told()
    expect(receiver.heard).toHaveLength(1)
  })

  test('is told each message once, however many reach for it at once', async () => {
    await add()
    receiver.status = 204
    for (let rounds = 0; rounds < 12; rounds++) {
      await told()
      const taken = await Promise.all(Array.from({ length: 4 }, () => takeWebhookMessage(hands.db)))
      const [message, ...others] = taken.filter((one) => one !== undefined)
      expect(others).toEqual([])
      if (message) await webhookSent(hands.db, message)
    }
  })

  test('is given up in the end', async () => {
    const hook = await add()
    receiver.status = 500
    await told()
    for (let tries = 1; tries <= lastTry; tries++) {
      await send()
      await force.moveClock('7 hours')
    }
    await send()
    expect(receiver.heard).toHaveLength(lastTry)
    expect(await messages(hook.id)).toMatchObject([{ state: 'dead', tries: lastTry }])
  })

  test('hangs, and another’s messages go by it', async () => {
    await add()
    receiver.status = undefined
    const other = await aReceiver()
    const quick = await add(['work'], other.url)
    await told()
    // The message to the receiver that does not answer is still being sent while the other message is delivered.
    const round = send()
    let answered = false
    receiver.before = () => {
      answered = true
    }
    await expect.poll(() => answered && other.heard.length, { timeout: 20_000 }).toBe(1)
    await expect.poll(async () => (await messages(quick.id))[0]?.state, { timeout: 20_000 }).toBe('sent')
    await round
    await other.end()
  }, 40_000)
})

describe('webhooks are kept by those who answer for their agency', () => {
  test('and by nobody else, and their secret is shown once', async () => {
    const hook = await add()
    expect(JSON.stringify(await listed())).not.toContain('whsec_')
    expect((await force.as(caseworker)('GET', '/webhooks')).status).toBe(403)
    const body = { url: receiver.url, kinds: ['work'] }
    expect((await force.as(caseworker)('POST', '/webhooks', body, { 'idempotency-key': v7() })).status).toBe(403)
    const stranger = await force.person(await force.agency('ngo'), 'head')
    expect(await listed(stranger)).toEqual([])
    for (const [method, path, input] of [
      ['PATCH', '', { version: 1, kinds: ['work'] }],
      ['DELETE', '', undefined],
      ['POST', '/secret', undefined],
      ['POST', '/test', undefined],
      ['GET', '/messages', undefined],
    ] as const) {
      const path_ = `/webhooks/${hook.id}${path}`
      expect((await force.as(stranger)(method, path_, input)).status, path_).toBe(404)
      expect((await force.as(caseworker)(method, path_, input)).status, path_).toBe(403)
    }
  })

  test('are made once, changed with their version, and ended for good', async () => {
    const key = v7()
    const body = { url: receiver.url, kinds: ['work'] }
    const first = await force.as(head)<WebhookWithSecret>('POST', '/webhooks', body, { 'idempotency-key': key })
    const again = await force.as(head)<WebhookWithSecret>('POST', '/webhooks', body, { 'idempotency-key': key })
    expect(again.body).toEqual({ webhook: first.body.webhook, secret: null })
    const { id } = first.body.webhook
    const changed = await force.as(head)('PATCH', `/webhooks/${id}`, { version: 1, kinds: ['work', 'late'] })
    expect(changed).toMatchObject({ status: 200, body: { version: 2, kinds: ['work', 'late'] } })
    expect(await force.as(head)('PATCH', `/webhooks/${id}`, { version: 1, kinds: ['late'] })).toMatchObject({
      status: 409,
      body: { current: changed.body },
    })
    await told()
    expect((await force.as(head)('DELETE', `/webhooks/${id}`)).status).toBe(204)
    await send()
    expect(receiver.heard).toEqual([])
    expect((await force.as(head)('DELETE', `/webhooks/${id}`)).status).toBe(404)
  })

  test('are few', async () => {
    for (let i = 0; i < 5; i++) await add()
    await expect(add()).rejects.toThrow('at most 5')
  })

  test.each([
    [{ url: 'ftp://example.test/', kinds: ['work'] }],
    [{ url: 'no address', kinds: ['work'] }],
    [{ url: 'https://user:word@example.test/', kinds: ['work'] }],
    [{ url: 'https://example.test/#there', kinds: ['work'] }],
    [{ url: `https://example.test/${'x'.repeat(500)}`, kinds: ['work'] }],
    [{ url: 'https://example.test/', kinds: [] }],
    [{ url: 'https://example.test/', kinds: ['agencies'] }],
    [{ url: 'https://example.test/' }],
  ])('refuse %j', async (body) => {
    expect((await force.as(head)('POST', '/webhooks', body, { 'idempotency-key': v7() })).status).toBe(422)
    expect(await listed()).toEqual([])
  })
})
