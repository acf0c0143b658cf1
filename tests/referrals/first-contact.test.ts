import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
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
  nurse = await force.person(await force.agency('health'), 'caseworker')
})
afterAll(() => force.end())

const accepted = async (kind: 'lead' | 'service' = 'service'): Promise<Referral> => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId, adult, kind)
  return (await act(force, caseworker, sent, 'accept')).body
}
const read = async (person: TestPerson, id: string) =>
  (await force.as(person)<Referral>('GET', `/referrals/${id}`)).body
const running = ({ deadlines }: Referral) => deadlines.flatMap(({ key, closedAt }) => (closedAt === null ? [key] : []))

describe('a first contact', () => {
  test('that reached nobody counts no service as begun, and is still owed', async () => {
    const referral = await accepted()
    const tried = await act(force, caseworker, referral, 'try-contact', { note: 'No answer at the gate.' })
    expect(tried.body).toMatchObject({ status: 'accepted', startedAt: null })
    expect(running(tried.body)).toEqual(['referral.first-contact'])
    const seen = await read(officer, referral.id)
    expect(seen.timeline.at(-1)).toMatchObject({ action: 'try-contact' })
    expect(seen.texts.map(({ field, text }) => [field, text])).toEqual([['contact-note', 'No answer at the gate.']])
  })

  test('of a service that begins later closes the contact and opens the start', async () => {
    const reached = await act(force, caseworker, await accepted(), 'reach')
    expect(reached.body).toMatchObject({ status: 'accepted', startedAt: null })
    expect(running(reached.body)).toEqual(['referral.service-start'])
    expect(reached.body.actions).not.toContain('reach')
    expect((await act(force, caseworker, reached.body, 'try-contact')).status).toBe(409)
    const started = await act(force, caseworker, reached.body, 'start')
    expect(started.body.status).toBe('in-service')
    expect(running(started.body)).toEqual(['referral.service-review'])
  })

  test('keeps when it was, which is never yet to come', async () => {
    const referral = await accepted()
    const at = new Date(Date.parse(referral.acceptedAt ?? '') - 60_000).toISOString()
    const ahead = new Date(Date.parse(referral.acceptedAt ?? '') + 86_400_000).toISOString()
    const refused = await act(force, caseworker, referral, 'start', { at: ahead })
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/at' }] })
    const started = await act(force, caseworker, referral, 'start', { at })
    expect(started.body.timeline.at(-1)).toMatchObject({ action: 'start', facts: { contactedAt: at } })
  })

  test('whose help is not wanted ends the referral, and with it the access', async () => {
    const referral = await accepted()
    expect((await force.as(caseworker)('GET', `/cases/${referral.caseId}`)).status).toBe(200)
    const ended = await act(force, caseworker, referral, 'close-unstarted', { reason: 'no-longer-wanted' })
    expect(ended.body).toMatchObject({ status: 'withdrawn', withdrawalReason: 'no-longer-wanted' })
    expect(running(ended.body)).toEqual([])
    expect((await force.as(caseworker)('GET', `/cases/${referral.caseId}`)).status).toBe(404)
  })

  test('that shows it cannot be given makes the need the sender’s again, who asks somebody else', async () => {
    const referral = await accepted()
    const given = await act(force, caseworker, referral, 'give-back', {
      reason: 'no-capacity',
      note: 'The bed is taken.',
    })
    expect(given.body).toMatchObject({ status: 'declined', declineReason: 'no-capacity' })
    expect((await force.as(caseworker)('GET', `/cases/${referral.caseId}`)).status).toBe(404)
    const owed = await force.as(officer)<{ items: WorkItem[] }>('GET', '/work-items?side=owes&step=referral.resend')
    expect(owed.body.items.map(({ subjectId }) => subjectId)).toContain(referral.id)
    const mine = await read(officer, referral.id)
    expect(mine.texts.map(({ text }) => text)).toContain('The bed is taken.')
    const onward = await act(force, officer, mine, 'refer-onward', { toAgencyId: nurse.agencyId })
    expect(onward.status).toBe(200)
  })
})

describe('to withdraw', () => {
  test('is the sender’s until the service has begun, and never the receiver’s', async () => {
    const referral = await accepted('lead')
    // The receiver leads the case now, but may not withdraw the referral that it accepted.
    expect(referral.actions).not.toContain('withdraw')
    expect((await act(force, caseworker, referral, 'withdraw', { reason: 'no-longer-wanted' })).status).toBe(403)
    expect((await read(officer, referral.id)).actions).toContain('withdraw')
    const started = (await act(force, caseworker, referral, 'start')).body
    expect((await read(officer, referral.id)).actions).toEqual(['amend'])
    const late = await act(force, officer, started, 'withdraw', { reason: 'no-longer-wanted' })
    expect([late.status, late.body]).toMatchObject([409, { type: '/problems/wrong-status' }])
  })

  test('takes along the access that the acceptance gave', async () => {
    const referral = await accepted()
    const gone = await act(force, officer, referral, 'withdraw', { reason: 'consent-withdrawn' })
    expect(gone.status).toBe(200)
    expect((await force.as(caseworker)('GET', `/cases/${referral.caseId}`)).status).toBe(404)
  })

  test('a lead is not given back: its case is handed over', async () => {
    const referral = await accepted('lead')
    expect(referral.actions).toContain('close-unstarted')
    expect(referral.actions).not.toContain('give-back')
    const refused = await act(force, caseworker, referral, 'give-back', { reason: 'no-capacity' })
    expect(refused.body).toMatchObject({ type: '/problems/wrong-status' })
  })
})
