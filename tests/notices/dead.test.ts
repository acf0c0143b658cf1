import { noteFailed, takeOutboundMessage } from '@palermo/db/notices/outbound-messages.ts'
import { takeWebhookMessage, webhookFailed } from '@palermo/db/notices/webhook-messages.ts'
import type { DeadLetter } from '@palermo/shared/notices/dead.ts'
import { lastTry } from '@palermo/shared/notices/policy.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let administrator: TestPerson
let caseworker: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  officer = await force.person(await force.agency('police'), 'officer')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  await force.owner`update app.outbound_messages set state = 'sent'`
  await force.owner`update app.webhook_messages set state = 'sent'`
  await force.owner`update app.deliveries set dropped_at = now() where outbound_message_id is null`
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
})

const dead = async (person = administrator, query = '') =>
  (await force.as(person)<{ items: DeadLetter[]; nextCursor: string | null }>('GET', `/dead-letters${query}`)).body
const settle = (how: 'replay' | 'rest', ids: string[], person = administrator) =>
  force.as(person)<{ settled: number }>('POST', `/dead-letters/${how}`, { ids })
/** Makes an e-mail that the mail server refuses permanently. */
const aDeadLetter = async () => {
  await aSentReferral(force, officer, caseworker.agencyId)
  await hands.tell()
  const letter = await takeOutboundMessage(hands.db)
  if (!letter) throw new Error('no letter')
  await noteFailed(hands.db, letter, '550', true)
  return letter
}
const aDeadMessage = async () => {
  const head = await force.person(caseworker.agencyId, 'head')
  const hook = { url: 'https://system.example.test/', kinds: ['work'] }
  await force.as(head)('POST', '/webhooks', hook, { 'idempotency-key': v7() })
  await aSentReferral(force, officer, caseworker.agencyId)
  await hands.tell()
  await force.owner`update app.webhook_messages set tries = ${lastTry - 1} where state = 'waiting'`
  const message = await takeWebhookMessage(hands.db)
  if (!message) throw new Error('no message')
  expect(await webhookFailed(hands.db, message, { error: 'HTTP 500', gone: false })).toBe('dead')
  return message
}

describe('what was given up', () => {
  test('is seen by administrators, without whose it is, page by page', async () => {
    const letter = await aDeadLetter()
    const message = await aDeadMessage()
    const { items } = await dead()
    expect(items).toEqual([
      expect.objectContaining({
        id: message.id,
        channel: 'webhook',
        topic: 'referral.sent',
        error: 'HTTP 500',
        tries: lastTry,
      }),
      expect.objectContaining({ id: letter.id, channel: 'email', topic: 'account.notices', error: '550', tries: 1 }),
    ])
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`${caseworker.id}|@|system\\.example|${message.subjectId}`))
    const first = await dead(administrator, '?limit=1')
    expect(first.items).toHaveLength(1)
    expect((await dead(administrator, `?limit=1&cursor=${first.nextCursor}`)).items).toEqual(items.slice(1))
    for (const person of [caseworker, officer]) {
      expect((await force.as(person)('GET', '/dead-letters')).status).toBe(403)
      for (const how of ['replay', 'rest'] as const) expect((await settle(how, [letter.id], person)).status).toBe(403)
    }
  })

  test('is sent again once, whoever presses twice, as the same letter with as many tries as at first', async () => {
    const letter = await aDeadLetter()
    const pressed = await Promise.all([settle('replay', [letter.id]), settle('replay', [letter.id])])
    expect(pressed.map(({ body }) => body.settled).sort()).toEqual([0, 1])
    expect((await dead()).items).toEqual([])
    for (let tries = 1; tries <= lastTry; tries++) {
      const again = await takeOutboundMessage(hands.db)
      expect(again).toEqual({ ...letter, tries: tries + 1, triesBefore: 1 })
      if (again) expect(await noteFailed(hands.db, again, '451', false)).toBe(tries < lastTry ? 'failed' : 'dead')
      await force.moveClock('7 hours')
    }
  })

  test('a message to a system goes again under the same id, and one whose webhook ended is set aside', async () => {
    const message = await aDeadMessage()
    await force.owner`update app.webhooks set paused_until = null where id = ${message.webhookId}`
    expect((await settle('replay', [message.id])).body).toEqual({ settled: 1 })
    expect(await takeWebhookMessage(hands.db)).toMatchObject({
      id: message.id,
      tries: lastTry + 1,
      triesBefore: lastTry,
    })

    const other = await aDeadMessage()
    await force.owner`update app.webhooks set ended_at = now() where id = ${other.webhookId}`
    await settle('replay', [other.id])
    const [row] = await force.owner`select state from app.webhook_messages where id = ${other.id}`
    expect(row?.state).toBe('not-needed')
  })

  test('is not sent to somebody who has left, nor brought back once it was let rest', async () => {
    const gone = await aDeadLetter()
    await force.owner`update app.people set disabled_at = now() where id = ${caseworker.id}`
    await settle('replay', [gone.id])
    expect(await takeOutboundMessage(hands.db)).toBeUndefined()

    caseworker = await force.person(await force.agency('ngo'), 'caseworker')
    const letter = await aDeadLetter()
    expect((await settle('rest', [letter.id])).body).toEqual({ settled: 1 })
    expect((await settle('replay', [letter.id])).body).toEqual({ settled: 0 })
    expect((await dead()).items).toEqual([])
  })

  test('passes over what was sent, and what is nobody’s', async () => {
    await aSentReferral(force, officer, caseworker.agencyId)
    await hands.tell()
    const letter = await takeOutboundMessage(hands.db)
    expect((await settle('replay', [letter?.id ?? '', v7()])).body).toEqual({ settled: 0 })
  })

  test.each([{ ids: [] }, { ids: ['x'] }, { ids: Array.from({ length: 201 }, () => v7()) }, {}, { all: true }])(
    'is not settled by %j',
    async (body) => {
      expect((await force.as(administrator)('POST', '/dead-letters/replay', body)).status).toBe(422)
    },
  )
})
