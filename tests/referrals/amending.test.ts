import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'
import { act, adult, aSentReferral } from './story.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let sergeant: TestPerson
let caseworker: TestPerson
let sent: Referral

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  sergeant = await force.person(police, 'supervisor')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  sent = await aSentReferral(force, officer, caseworker.agencyId, { ...adult, urgency: 'soon' })
})

const amend = (person: TestPerson, input: object, referral = sent) => act(force, person, referral, 'amend', input)
const toTonight = { topic: 'urgency', urgency: 'tonight', reason: 'The flat is not safe any more.' }
const queue = async (person: TestPerson) =>
  (await force.as(person)<WorkItemPage>('GET', '/work-items?side=owes')).body.items
const clock = (referral: Referral, key: string) =>
  referral.deadlines.find((one) => one.key === key && one.closedAt === null)
const uneven = () => force.owner`
  with counted as (
    select agency_id, assignee_id, side, sum(n) as n from app.counters group by 1, 2, 3 having sum(n) <> 0
  ), there as (
    select agency_id, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000') as assignee_id, side, count(*) as n
      from app.work_items group by 1, 2, 3
  ) (select * from counted except select * from there) union all (select * from there except select * from counted)`

describe('an amended urgency', () => {
  test('is what the referral, its clocks, the queue and the counters go by from then on', async () => {
    const before = clock(sent, 'referral.answer')
    const amended = await amend(officer, toTonight)
    expect(amended.status).toBe(200)
    const after = clock(amended.body, 'referral.answer')
    expect(amended.body.urgency).toBe('tonight')
    const hours = (Date.parse(after?.dueAt ?? '') - Date.parse(amended.body.updatedAt)) / 3_600_000
    expect(hours).toBeCloseTo(2, 3)
    // The shorter limit starts at the amendment, and the earlier due time is stored with the deadline.
    expect(Date.parse(after?.startedAt ?? '')).toBe(Date.parse(amended.body.updatedAt))
    const seen = await force.as(officer)<Clock>('GET', `/deadlines/${after?.id}`)
    expect(seen.body.changes.map(({ kind, oldDueAt }) => [kind, Date.parse(oldDueAt)])).toEqual([
      ['amended', Date.parse(before?.dueAt ?? '')],
    ])
    expect(await queue(caseworker)).toMatchObject([
      { subjectId: sent.id, urgency: 'tonight', step: 'referral.acknowledge' },
    ])
    expect([...(await uneven())]).toEqual([])
  })

  test('keeps in the history what was due before, and from which to which', async () => {
    const before = {
      answer: clock(sent, 'referral.answer')?.dueAt,
      acknowledge: clock(sent, 'referral.acknowledge')?.dueAt,
    }
    const { amendments } = (await amend(officer, toTonight)).body
    expect(amendments).toMatchObject([
      {
        topic: 'urgency',
        urgency: { old: 'soon', new: 'tonight' },
        wasDue: expect.arrayContaining([
          { step: 'referral.answer', at: new Date(before.answer ?? '').toISOString() },
          { step: 'referral.acknowledge', at: new Date(before.acknowledge ?? '').toISOString() },
        ]),
      },
    ])
  })

  test('is told to both ends', async () => {
    await hands.tell()
    await amend(sergeant, toTonight)
    await hands.tell()
    const told = async (person: TestPerson) => (await toldTo(force, person.id)).map(({ topic }) => topic)
    expect(await told(caseworker)).toContain('referral.amended')
    expect(await told(officer)).toContain('referral.amended')
    expect(await told(sergeant)).not.toContain('referral.amended')
  })

  test('takes the silence away that would have sent it back', async () => {
    const amended = await amend(officer, toTonight)
    expect(amended.status).toBe(200)
    await force.moveClock('40 days')
    await hands.sweep()
    expect((await force.as(officer)<Referral>('GET', `/referrals/${sent.id}`)).body.status).toBe('sent')
  })

  test('moves the time of first contact after acceptance as well', async () => {
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    const before = clock(accepted, 'referral.first-contact')?.dueAt ?? ''
    const amended = (await amend(officer, toTonight, accepted)).body
    expect((clock(amended, 'referral.first-contact')?.dueAt ?? '') < before).toBe(true)
  })

  test.each<[string, object, string[]]>([
    ['without saying how urgent', { topic: 'urgency', reason: 'x' }, ['/urgency']],
    ['to what it is already', { topic: 'urgency', urgency: 'soon', reason: 'x' }, ['/urgency']],
    ['to nothing known', { topic: 'urgency', urgency: 'yesterday', reason: 'x' }, ['/urgency']],
    ['under another topic', { topic: 'needs', urgency: 'tonight', old: 'a', new: 'b', reason: 'x' }, ['/urgency']],
    ['of words without words', { topic: 'needs', reason: 'x' }, ['/old', '/new']],
  ])('is refused %s, with every fault at once', async (_, input, pointers) => {
    const reply = await amend(officer, input)
    expect(reply.status).toBe(422)
    expect((reply.body as unknown as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual(
      pointers,
    )
    expect((await force.as(officer)<Referral>('GET', `/referrals/${sent.id}`)).body).toMatchObject({
      urgency: 'soon',
      version: sent.version,
    })
  })

  test('is the sender’s to say: neither the receiver nor a connection taken over can', async () => {
    expect((await amend(caseworker, toTonight)).status).toBe(403)
    const raw = rawConnection(force)
    try {
      await refused(
        raw.commit(caseworker, (sql) => sql`update app.referrals set urgency = 'tonight' where id = ${sent.id}`),
      )
      // The sender cannot change the urgency directly without recording an event either.
      const alone = raw.commit(
        officer,
        (sql) => sql`update app.referrals set urgency = 'tonight' where id = ${sent.id}`,
      )
      await refused(alone, 'PA209')
      await refused(raw.attempt(officer, (sql) => sql`select app.move_clocks(${sent.id}, '[]')`))
      expect([...(await raw.attempt(caseworker, (sql) => sql`select * from app.clocks_to_move(${sent.id})`))]).toEqual(
        [],
      )
    } finally {
      await raw.end()
    }
  })
})
