import { prune } from '@palermo/db/housekeeping/commands.ts'
import type { Keep } from '@palermo/shared/housekeeping/keep.ts'
import { readKeep } from '@palermo/workers/settings.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let caseworker: TestPerson
const keep: Keep = { messages: 30, deliveries: 365, 'outbound-messages': 365, 'retry-keys': 30, sessions: 90 }

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept')
  await hands.tell()
  await prune(hands.db, keep)
})

const rows = async (table: string) => {
  const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from ${force.owner(table)}`
  return row?.n ?? 0
}
const none = { messages: 0, deliveries: 0, 'outbound-messages': 0, 'retry-keys': 0, sessions: 0 }

/** Inserts one e-mail in this state, with all deliveries that are in no outbound message yet. */
const inALetter = async (state: string) => {
  const id = v7()
  await force.owner`insert into app.outbound_messages (id, person_id, channel, kind, notices, state, manner)
    values (${id}, ${officer.id}, 'email', 'notices', 1, ${state}, 'at-once')`
  await force.owner`update app.deliveries set outbound_message_id = ${id} where outbound_message_id is null`
}
const age = (days: number) =>
  Promise.all([
    force.owner`update app.outbox set done_at = done_at - make_interval(days => ${days})`,
    force.owner`update app.deliveries set at = at - make_interval(days => ${days})`,
    force.owner`update app.outbound_messages set at = at - make_interval(days => ${days})`,
    force.owner`update app.idempotency set at = at - make_interval(days => ${days})`,
  ])

describe('housekeeping', () => {
  test('takes nothing that is young', async () => {
    await inALetter('sent')
    await age(29)
    expect(await prune(hands.db, keep)).toEqual(none)
  })

  test('takes each sort once its days are over, and leaves notices, events and the access log', async () => {
    await inALetter('sent')
    const before = [await rows('app.notices'), await rows('app.events'), await rows('app.deadlines')]
    const log = await rows('aud.leaf')
    await age(31)
    const first = await prune(hands.db, keep)
    expect(first.messages).toBeGreaterThan(0)
    expect(first['retry-keys']).toBeGreaterThan(0)
    expect(first).toMatchObject({ deliveries: 0, 'outbound-messages': 0 })
    await age(366)
    const second = await prune(hands.db, keep)
    expect(second.deliveries).toBeGreaterThan(0)
    expect(second['outbound-messages']).toBeGreaterThan(0)
    expect([await rows('app.outbox'), await rows('app.deliveries'), await rows('app.outbound_messages')]).toEqual([
      0, 0, 0,
    ])
    expect([await rows('app.notices'), await rows('app.events'), await rows('app.deadlines')]).toEqual(before)
    expect(await rows('aud.leaf')).toBeGreaterThan(log)
    expect(await prune(hands.db, keep)).toEqual(none)
  })

  test('leaves what may still have an effect, however old: a message not told, a letter not sent', async () => {
    await force.owner`update app.outbox set done_at = null`
    const messages = await rows('app.outbox')
    await inALetter('failed')
    const deliveries = await rows('app.deliveries')
    await force.owner`update app.outbox set created_at = created_at - interval '10 years', sent_at = sent_at - interval '10 years'`
    await age(4000)
    expect(await prune(hands.db, keep)).toMatchObject({ messages: 0, deliveries: 0, 'outbound-messages': 0 })
    expect([await rows('app.outbox'), await rows('app.deliveries')]).toEqual([messages, deliveries])
    await force.owner`update app.outbox set done_at = clock_timestamp()`
    await force.owner`update app.outbound_messages set state = 'dead'`
  })

  test('takes sessions that are long over, and signs nobody out', async () => {
    await force.owner`update authz.sessions set expires_at = now() - interval '91 days' where person_id = ${officer.id}`
    expect((await prune(hands.db, keep)).sessions).toBe(1)
    expect((await force.as(officer)('GET', '/me')).status).toBe(401)
    expect((await force.as(caseworker)('GET', '/me')).status).toBe(200)
    officer = await force.person(officer.agencyId, 'officer')
  })

  test('goes on where there is more than one batch, and ends when it is told to', async () => {
    await force.owner`insert into app.outbox (queue, name, payload, sent_at, done_at)
      select 'notices', 'old', '{}', now() - interval '1 year', now() - interval '1 year' from generate_series(1, 2300)`
    expect(await prune(hands.db, keep, () => true)).toEqual(none)
    expect((await prune(hands.db, keep)).messages).toBe(2300)
  })

  test('is the worker’s alone, and never of less than a day', async () => {
    const [api, worker] = [rawConnection(force), rawConnection(force, 'worker')]
    try {
      await refused(api.attempt(officer, (sql) => sql`select app.prune('messages', '30 days', 10)`))
      await refused(
        worker.attempt(null, (sql) => sql`select app.prune('messages', '1 minute', 10)`),
        '22023',
      )
      await refused(
        worker.attempt(null, (sql) => sql`select app.prune('cases', '30 days', 10)`),
        '22023',
      )
    } finally {
      await api.end()
      await worker.end()
    }
  })
})

describe('how long is kept', () => {
  test('is what the settings say, in whole days', () => {
    expect(readKeep({})).toEqual(keep)
    expect(readKeep({ PALERMO_KEEP_MESSAGES: '7', PALERMO_KEEP_DELIVERIES: '30' })).toMatchObject({
      messages: 7,
      deliveries: 30,
      'outbound-messages': 30,
    })
  })
  test.each(['0', '-1', '1.5', 'soon', '40000'])('and "%s" is refused at the start', (wanted) => {
    expect(() => readKeep({ PALERMO_KEEP_SESSIONS: wanted })).toThrow('PALERMO_KEEP_SESSIONS')
  })
})
