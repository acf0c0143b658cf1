import { noteFailed, noteSent, takeOutboundMessage } from '@palermo/db/notices/outbound-messages.ts'
import { tell } from '@palermo/db/notices/tell.ts'
import { relay } from '@palermo/db/outbox.ts'
import { lastTry } from '@palermo/shared/notices/policy.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  // Outbound messages of an earlier test must not be sent in the next one.
  await force.owner`update app.deliveries set dropped_at = now() where outbound_message_id is null`
  await force.owner`update app.outbound_messages set state = 'sent' where state in ('sending', 'failed')`
  const ngo = await force.agency('ngo')
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'counsellor')
})

const topics = async (person: TestPerson) => (await toldTo(force, person.id)).map(({ topic }) => topic)
const routine = { ...adult, urgency: 'routine' }
const handed = async () => {
  const ids: string[] = []
  await relay(hands.db, async (more) => void ids.push(...more))
  return ids
}

describe('a message', () => {
  test('that is brought five times, three of them at once and one a day late, has one effect', async () => {
    await aSentReferral(force, officer, caseworker.agencyId)
    const [id = ''] = await handed()
    await Promise.all([1, 2, 3].map(() => tell(hands.db, [id])))
    await tell(hands.db, [id])
    await force.moveClock('1 day')
    await tell(hands.db, [id])
    expect(await topics(caseworker)).toEqual(['referral.sent'])
    expect(await topics(colleague)).toEqual(['referral.sent'])
    const [row] = await force.owner`select count(*)::int as n from app.deliveries where person_id = ${caseworker.id}`
    expect(row?.n).toBe(1)
  })

  test('is handed on once by three relays at a time', async () => {
    for (const _ of [1, 2, 3]) await aSentReferral(force, officer, caseworker.agencyId)
    const ids = (await Promise.all([handed(), handed(), handed()])).flat()
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) await tell(hands.db, [id])
  })

  test('stays where it is when the queue does not take it', async () => {
    await aSentReferral(force, officer, caseworker.agencyId)
    const away = new Error('the queue is away')
    await expect(relay(hands.db, () => Promise.reject(away))).rejects.toThrow('away')
    expect(await handed()).toHaveLength(1)
    await hands.tell()
  })

  test('goes to whoever carries the work once somebody does, and not to the one who acts', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId)
    const accepted = await act(force, caseworker, sent, 'accept')
    await act(force, officer, accepted.body, 'amend', {
      topic: 'needs',
      old: 'a bed',
      new: 'two beds',
      reason: 'her child came',
    })
    await hands.tell()
    expect(await topics(caseworker)).toEqual(['referral.sent', 'referral.amended'])
    expect(await topics(colleague)).toEqual(['referral.sent'])
    expect(await topics(officer)).toEqual(['referral.accepted'])
  })

  test('does not go to somebody who is barred from the case, nor to somebody who has left', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId)
    await force.owner`insert into app.case_bars (case_id, person_id) values (${sent.caseId}, ${caseworker.id})`
    await force.owner`update app.people set disabled_at = now() where id = ${colleague.id}`
    await hands.tell()
    expect(await topics(caseworker)).toEqual([])
    expect(await topics(colleague)).toEqual([])
  })

  test('says in the outbox and in the notices nothing of what was written', async () => {
    await aSentReferral(force, officer, caseworker.agencyId)
    await hands.tell()
    const kept =
      await force.owner`select row_to_json(o)::text as line from app.outbox o union all select row_to_json(n)::text from app.notices n
      union all select row_to_json(d)::text from app.deliveries d union all select row_to_json(l)::text from app.outbound_messages l`
    expect(kept.length).toBeGreaterThan(2)
    expect(JSON.stringify(kept)).not.toMatch(/canary|Test Person|@example/i)
  })
})

describe('a letter', () => {
  test('is one for all that waits for a person, and says how much', async () => {
    for (const _ of [1, 2, 3]) await aSentReferral(force, officer, caseworker.agencyId)
    await force.owner`update app.people set disabled_at = now() where id = ${colleague.id}`
    await hands.tell()
    const letter = await takeOutboundMessage(hands.db)
    expect(letter).toMatchObject({ email: caseworker.email, notices: 3, tries: 1 })
    expect(await takeOutboundMessage(hands.db)).toBeUndefined()
  })

  test('of what presses nobody waits for the morning, in the reader’s zone', async () => {
    await aSentReferral(force, officer, caseworker.agencyId, routine)
    await hands.tell()
    const [row] = await force.owner<{ clock: string; soon: boolean }[]>`
      select to_char(due_at at time zone 'Asia/Manila', 'HH24:MI') as clock, due_at <= app.now() + interval '1 day' as soon
        from app.deliveries where person_id = ${caseworker.id}`
    expect(row).toEqual({ clock: '08:00', soon: true })
    expect(await takeOutboundMessage(hands.db)).toBeUndefined()
    await force.moveClock('1 day')
    expect(await takeOutboundMessage(hands.db)).toMatchObject({ notices: 1 })
  })

  test('that leaves at once leaves the digest its own', async () => {
    await force.owner`update app.people set disabled_at = now() where id = ${colleague.id}`
    const waits = await aSentReferral(force, officer, caseworker.agencyId, routine)
    await aSentReferral(force, officer, caseworker.agencyId)
    await hands.tell()
    expect(await takeOutboundMessage(hands.db)).toMatchObject({ manner: 'at-once', notices: 1, codes: [], late: null })
    await force.moveClock('1 day')
    expect(await takeOutboundMessage(hands.db)).toMatchObject({
      manner: 'digest',
      notices: 1,
      codes: [waits.caseReference],
    })
  })

  test('is not needed once everything was read in the app', async () => {
    await aSentReferral(force, officer, caseworker.agencyId)
    await hands.tell()
    await force.as(caseworker)('POST', '/notices/read', { all: true })
    await force.as(colleague)('POST', '/notices/read', { all: true })
    expect(await takeOutboundMessage(hands.db)).toBeUndefined()
    const [row] =
      await force.owner`select dropped_at is not null as dropped from app.deliveries where person_id = ${caseworker.id}`
    expect(row?.dropped).toBe(true)
  })

  test('is taken by one of many processes', async () => {
    await aSentReferral(force, officer, caseworker.agencyId)
    await hands.tell()
    const taken = (await Promise.all([1, 2, 3, 4].map(() => takeOutboundMessage(hands.db)))).filter(
      (letter) => letter !== undefined,
    )
    const rest = await takeOutboundMessage(hands.db)
    const all = [...taken, ...(rest ? [rest] : [])]
    expect(all.map(({ email }) => email).sort()).toEqual([caseworker.email, colleague.email].sort())
  })

  test('whose sender died is the same letter for the next, and the dead one’s word no longer counts', async () => {
    await aSentReferral(force, officer, caseworker.agencyId)
    await force.owner`update app.people set disabled_at = now() where id = ${colleague.id}`
    await hands.tell()
    const first = await takeOutboundMessage(hands.db)
    if (!first) throw new Error('no letter')
    await force.owner`update app.outbound_messages set held_until = clock_timestamp() - interval '1 second' where id = ${first.id}`
    const second = await takeOutboundMessage(hands.db)
    expect(second).toEqual({ ...first, tries: 2 })
    await noteFailed(hands.db, first, 'ETIMEDOUT', false)
    const [held] = await force.owner`select state from app.outbound_messages where id = ${first.id}`
    expect(held?.state).toBe('sending')
    if (second) await noteSent(hands.db, second)
    const [row] = await force.owner`select state, tries from app.outbound_messages where id = ${first.id}`
    expect(row).toEqual({ state: 'sent', tries: 2 })
  })

  test('that does not go is tried again after growing pauses, and given up in the end', async () => {
    await aSentReferral(force, officer, caseworker.agencyId)
    await force.owner`update app.people set disabled_at = now() where id = ${colleague.id}`
    await hands.tell()
    for (let tries = 1; tries <= lastTry; tries++) {
      const letter = await takeOutboundMessage(hands.db)
      expect(letter?.tries).toBe(tries)
      if (!letter) break
      expect(await noteFailed(hands.db, letter, '451', false)).toBe(tries < lastTry ? 'failed' : 'dead')
      expect(await takeOutboundMessage(hands.db)).toBeUndefined()
      await force.moveClock('6 hours')
    }
    expect(await takeOutboundMessage(hands.db)).toBeUndefined()
  })
})
