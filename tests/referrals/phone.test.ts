import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'
import { act, adult, aSentReferral } from './story.ts'

let force: TaskForce
let hands: ByHand
let lead: TestPerson
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let head: TestPerson
let accepted: Referral

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  lead = await force.person(await force.agency('secretariat'), 'lead')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

/** Records that a person of the receiver accepted by telephone, with the name and the time. */
beforeEach(async () => {
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  head = await force.person(ngo, 'head')
  const sent = await aSentReferral(force, officer, ngo, { ...adult, urgency: 'routine' })
  accepted = (await record(sent, await minutesAgo(5))).body
})

const minutesAgo = async (minutes: number) => {
  const [row] = await force.owner<{ at: Date }[]>`select app.now() - make_interval(mins => ${minutes}) as at`
  return row?.at.toISOString()
}
const record = (referral: Referral, at: string | undefined) =>
  act(force, officer, referral, 'record-phone-acceptance', { acceptedBy: 'the night desk', at })
const pass = async (by: string) => {
  await force.moveClock(by)
  await hands.sweep()
  await hands.tell()
}
const told = async (person: TestPerson) =>
  (await toldTo(force, person.id))
    .filter(({ step }) => step === 'referral.phone-confirmation')
    .map(({ topic }) => topic)
const read = async (person: TestPerson) => (await force.as(person)<Referral>('GET', `/referrals/${accepted.id}`)).body
const confirmations = ({ deadlines }: Referral) =>
  deadlines.filter(({ key, closedAt }) => key === 'referral.phone-confirmation' && closedAt === null)

describe('a yes on the telephone that nobody confirms', () => {
  test('is asked for, then told higher, and the one who waits hears of it', async () => {
    await pass('13 hours')
    expect(await told(caseworker)).toContain('clock.warn')
    expect(await told(supervisor)).not.toContain('clock.escalate')
    await pass('12 hours')
    expect(await told(officer)).toContain('clock.due')
    expect(await told(supervisor)).toContain('clock.escalate')
    expect(await told(head)).toContain('clock.escalate')
    await pass('13 hours')
    expect((await toldTo(force, lead.id)).map(({ topic }) => topic)).toContain('agency.late')
  })

  test('does not go back to its sender in silence, for the person may be with them already', async () => {
    await pass('60 days')
    expect((await read(officer)).status).toBe('sent')
    expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
  })

  test('says nothing more once it is confirmed', async () => {
    const confirmed = (await act(force, caseworker, await read(caseworker), 'accept')).body
    expect(confirmed.phoneConfirmedAt).not.toBeNull()
    expect(confirmations(confirmed)).toEqual([])
    await pass('3 days')
    expect(await told(supervisor)).toEqual([])
  })

  test.each(['decline', 'withdraw'])('nor once it is over: %s', async (action) => {
    const person = action === 'decline' ? caseworker : officer
    const reason = action === 'decline' ? 'no-capacity' : 'no-longer-wanted'
    const over = await act(force, person, await read(person), action, { reason })
    expect(over.status).toBe(200)
    expect(confirmations(over.body)).toEqual([])
    await pass('3 days')
    expect(await told(supervisor)).toEqual([])
    // The other side is notified that the referral was declined or withdrawn.
    const other = action === 'decline' ? officer : caseworker
    const facts = (await toldTo(force, other.id)).map(({ topic }) => topic)
    expect(facts).toContain(action === 'decline' ? 'referral.declined' : 'referral.withdrawn')
  })
})

describe('what was written down', () => {
  test('can be put right, and one confirmation is owed', async () => {
    const again = await record(accepted, await minutesAgo(90))
    expect(again.status).toBe(200)
    expect(confirmations(again.body)).toHaveLength(1)
  })

  test('cannot have been said tomorrow', async () => {
    const reply = await record(accepted, await minutesAgo(-1440))
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ errors: [{ pointer: '/at' }] })
    // A time five minutes ahead is accepted, because a device's clock may be fast.
    expect((await record(accepted, await minutesAgo(-5))).status).toBe(200)
  })
})
