import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { WorkItem, WorkItemCounts } from '@palermo/shared/work-items/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { act, aDraft, aSentReferral } from './story.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  const police = await force.agency('police')
  const ngo = await force.agency('ngo')
  officer = await force.person(police, 'officer')
  caseworker = await force.person(ngo, 'caseworker')
  stranger = await force.person(await force.agency('health'), 'caseworker')
})
afterAll(() => force.end())

test('an officer refers, a caseworker accepts, both are in the loop to the end', async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  expect(sent.status).toBe('sent')
  expect(sent.caseReference).toMatch(/^PH-[0-9A-Z]{9}$/)
  const seen = await force.as(caseworker)<Referral>('GET', `/referrals/${sent.id}`)
  expect(seen.status).toBe(200)
  expect(seen.body.actions).toContain('accept')
  // Before acceptance the receiver sees what the person needs but not who the person is.
  expect(JSON.stringify(seen.body)).not.toContain('Canary')
  expect(seen.body.sealed).toEqual(['C1', 'C2'])
  const accepted = await act(force, caseworker, sent, 'accept')
  expect(accepted.status).toBe(200)
  expect(accepted.body).toMatchObject({ status: 'accepted', assigneeId: caseworker.id })
  const desk = await force.as(caseworker)<{ items: WorkItem[] }>('GET', '/work-items?side=owes')
  expect(desk.body.items.map(({ step }) => step)).toContain('referral.first-contact')
  const counts = await force.as(caseworker)<WorkItemCounts>('GET', '/work-items/counts')
  expect(counts.body.owes).toBe(desk.body.items.length)
  const started = await act(force, caseworker, accepted.body, 'start')
  const done = await act(force, caseworker, started.body, 'complete', { outcomes: [] })
  expect(done.body.status).toBe('completed')
  const end = await force.as(officer)<Referral>('GET', `/referrals/${sent.id}`)
  expect(end.body.status).toBe('completed')
  expect(end.body.timeline.map(({ action }) => action)).toEqual(['create', 'send', 'accept', 'start', 'complete'])
})

test('a stranger finds nothing there, and the officer may not accept', async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  expect((await force.as(stranger)('GET', `/referrals/${sent.id}`)).status).toBe(404)
  expect((await act(force, stranger, sent, 'accept')).status).toBe(404)
  expect((await act(force, officer, sent, 'accept')).status).toBe(403)
  const stale = await act(force, caseworker, { ...sent, version: 1 }, 'accept')
  expect(stale.status).toBe(409)
  expect(stale.body).toMatchObject({
    type: '/problems/changed-meanwhile',
    current: { id: sent.id, version: sent.version },
  })
  expect((await act(force, caseworker, sent, 'start')).body).toMatchObject({ type: '/problems/wrong-status' })
})

test('a decline is the sender’s again, to be sent onward once or settled, and not both', async () => {
  const hospital = stranger.agencyId
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  const declined = await act(force, caseworker, sent, 'decline', { reason: 'no-capacity' })
  expect(declined.body.status).toBe('declined')
  const owed = await force.as(officer)<{ items: WorkItem[] }>('GET', '/work-items?side=owes&step=referral.resend')
  expect(owed.body.items.map(({ subjectId }) => subjectId)).toContain(sent.id)
  const seen = await force.as(officer)<Referral>('GET', `/referrals/${sent.id}`)
  expect(seen.body.actions).toEqual(['refer-onward', 'settle'])
  const onward = await act(force, officer, seen.body, 'refer-onward', { toAgencyId: hospital })
  expect(onward.status).toBe(200)
  expect(onward.body.thread).toMatchObject([{ status: 'sent', to: { id: hospital } }])
  expect(onward.body.actions).toEqual([])
  for (const again of ['refer-onward', 'settle']) {
    const input = again === 'settle' ? { reason: 'no-longer-wanted' } : { toAgencyId: hospital }
    expect((await act(force, officer, onward.body, again, input)).body).toMatchObject({
      type: '/problems/wrong-status',
    })
  }
})

test('“other” says nothing by itself: it needs a word', async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  const bare = await act(force, caseworker, sent, 'decline', { reason: 'other' })
  expect(bare.status).toBe(422)
  expect(bare.body).toMatchObject({ errors: [{ pointer: '/note', code: 'needs-note' }] })
  expect((await act(force, caseworker, sent, 'decline', { reason: 'other', note: 'Moving this week.' })).status).toBe(
    200,
  )
  const back = await aSentReferral(force, officer, caseworker.agencyId)
  expect((await act(force, officer, back, 'withdraw', { reason: 'other' })).status).toBe(422)
})

test('a draft that is thrown away leaves no words and no answers', async () => {
  const draft = await aDraft(force, officer, caseworker.agencyId)
  const gone = await act(force, officer, draft, 'discard')
  expect(gone.body).toMatchObject({ status: 'withdrawn', needs: [] })
  const words = await force.owner`select 1 from app.texts_c1 where subject_id = ${draft.id}`
  expect(words.length).toBe(0)
})
