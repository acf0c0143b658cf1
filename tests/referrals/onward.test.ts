import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { act, adult, aSentReferral } from './story.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let nurse: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  nurse = await force.person(await force.agency('welfare'), 'caseworker')
})
afterAll(() => force.end())

const told: Answers = {
  ...adult,
  'meeting-point': 'Ferry hall, desk 3',
  'risk-flags': ['exploiter-nearby'],
  'wished-outcomes': ['safe-tonight'],
  'what-happened': 'Canary story of what happened.',
}

const read = async (person: TestPerson, id: string) =>
  (await force.as(person)<Referral>('GET', `/referrals/${id}`)).body

/** The newest referral on this thread, as its receiver reads it. */
const next = async ({ thread }: Referral): Promise<Referral> => read(nurse, thread.at(-1)?.id ?? '')

describe('a need that went onward', () => {
  test.each(['refer-onward', 'reroute'])('by “%s” is told whole to whoever accepts it, and not before', async (way) => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, told)
    if (way === 'refer-onward') await act(force, caseworker, sent, 'decline', { reason: 'no-capacity' })
    const mine = await read(officer, sent.id)
    const gone = await act(force, officer, mine, way, { toAgencyId: nurse.agencyId, note: 'Ask for the night nurse.' })
    expect(gone.status).toBe(200)
    const asked = await next(gone.body)
    expect(asked.answers).toEqual({})
    expect(JSON.stringify(asked)).not.toMatch(/Canary|Ferry hall/)
    expect(asked.texts.map(({ field, text }) => [field, text])).toEqual([['onward-note', 'Ask for the night nurse.']])
    const accepted = await act(force, nurse, asked, 'accept')
    expect(accepted.body.answers).toMatchObject(told)
    expect((await read(nurse, asked.id)).answers).toMatchObject(told)
    expect(accepted.body.messages).toMatchObject([{ kind: 'meeting-point', text: 'Ferry hall, desk 3' }])
    // The first receiver reads neither the answers nor the note to the next receiver.
    const before = JSON.stringify(await read(caseworker, sent.id))
    expect(before).not.toContain('Canary')
    expect(before).not.toContain('night nurse')
  })

  test('takes along what its sender amended, as it stands now', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, told)
    const amend = async (topic: string, now: string) =>
      act(force, officer, await read(officer, sent.id), 'amend', {
        topic,
        old: 'before',
        new: now,
        reason: 'It changed.',
      })
    await amend('meeting-point', 'Bus station')
    await amend('meeting-point', 'North gate')
    await amend('safety', 'Two men wait outside')
    const gone = await act(force, officer, await read(officer, sent.id), 'reroute', { toAgencyId: nurse.agencyId })
    const along = Object.fromEntries((await next(gone.body)).texts.map(({ field, text }) => [field, text]))
    expect(along).toEqual({ 'amended-meeting-point': 'North gate', 'amended-safety': 'Two men wait outside' })
    // The amendments also go to a third agency.
    const asked = await next(gone.body)
    await act(force, nurse, asked, 'decline', { reason: 'out-of-area' })
    const back = await act(force, officer, await read(officer, asked.id), 'refer-onward', {
      toAgencyId: caseworker.agencyId,
    })
    const third = back.body.thread.find(({ status }) => status === 'sent')
    const again = (await read(caseworker, third?.id ?? '')).texts.map(({ field, text }) => [field, text])
    expect(Object.fromEntries(again)).toEqual(along)
  })
})

describe('what the sender hoped for', () => {
  const hoped: Answers = { ...told, 'wished-outcomes': ['safe-tonight', 'seen-by-doctor'] }
  const underWay = async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, hoped)
    const accepted = await act(force, caseworker, sent, 'accept')
    return (await act(force, caseworker, accepted.body, 'start')).body
  }

  test('is scored at the end, each of it, and the sender reads how it came out', async () => {
    const referral = await underWay()
    const outcomes = [
      { outcome: 'safe-tonight', score: 'met' },
      { outcome: 'seen-by-doctor', score: 'not-known' },
    ]
    expect((await act(force, caseworker, referral, 'complete', { outcomes })).status).toBe(200)
    expect((await read(officer, referral.id)).outcomes).toEqual(outcomes)
  })

  test.each<[string, object[], object[]]>([
    [
      'nothing',
      [],
      ['safe-tonight', 'seen-by-doctor'].map((key) => ({ pointer: '/outcomes', detail: `${key} is not scored` })),
    ],
    [
      'one of it and something else',
      [
        { outcome: 'safe-tonight', score: 'met' },
        { outcome: 'case-led', score: 'met' },
      ],
      [
        { pointer: '/outcomes/1/outcome', detail: 'was not wished for' },
        { pointer: '/outcomes', detail: 'seen-by-doctor is not scored' },
      ],
    ],
  ])('%s scored is refused, all of it told at once, and nothing has moved', async (_what, outcomes, errors) => {
    const referral = await underWay()
    const refused = await act(force, caseworker, referral, 'complete', { outcomes })
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ errors })
    const after = await read(caseworker, referral.id)
    expect(after).toMatchObject({ status: 'in-service', version: referral.version })
    expect(after.outcomes.map(({ score }) => score)).toEqual([null, null])
  })
})
