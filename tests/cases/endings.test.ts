import type { Case } from '@palermo/shared/cases/contract.ts'
import { closingReasons } from '@palermo/shared/cases/reasons.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Referral, TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let doctor: TestPerson
let lawyer: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  doctor = await force.person(await force.agency('health'), 'caseworker')
  lawyer = await force.person(await force.agency('ngo'), 'lawyer')
})
afterAll(() => force.end())

const { 'wants-referral': _, ...asked18 } = adult
const child: Answers = { ...asked18, 'under-18': 'yes', 'age-band': '9-17' }

/** Makes a case that the caseworker leads. */
const aCase = async (answers: Answers = adult): Promise<Case> => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId, answers)
  await act(force, caseworker, sent, 'accept')
  return seen(caseworker, sent.caseId ?? '')
}
const seen = async (person: TestPerson, id: string) => {
  const { status, body } = await force.as(person)<Case>('GET', `/cases/${id}`)
  expect(status).toBe(200)
  return body
}
const actOn = (person: TestPerson, { id, version }: Pick<Case, 'id' | 'version'>, action: string, input: object = {}) =>
  force.as(person)<Case>('POST', `/cases/${id}/actions`, { action, version, ...input })
const aTask = async (person: TestPerson, caseId: string): Promise<Task> => {
  const body = { caseId, kind: 'call', dueAt: '2030-01-01T00:00:00Z' }
  return (await force.as(person)<Task>('POST', '/tasks', body, { 'idempotency-key': v7() })).body
}
const asked = async (caseId: string, to: TestPerson): Promise<Referral> => {
  const body = { kind: 'service', caseId, toAgencyId: to.agencyId, formId: 'intake-short', formVersion: 1 }
  const draft = await force.as(caseworker)<Draft>(
    'POST',
    '/referrals',
    { ...body, answers: { ...adult, kind: 'service' } },
    { 'idempotency-key': v7() },
  )
  return (await act(force, caseworker, draft.body.referral, 'send')).body
}
const running = (id: string) =>
  force.owner`select key from app.deadlines where subject_id = ${id} and closed_at is null order by key`

test('before it is confirmed the page says what ends with the case and what goes on; closing does exactly that', async () => {
  const { id } = await aCase()
  const ours = await aTask(caseworker, id)
  const served = await asked(id, doctor)
  await act(force, doctor, served, 'accept')
  const theirs = await aTask(doctor, id)
  const unanswered = await asked(id, lawyer)
  const before = await seen(caseworker, id)
  expect(before.looseEnds.ends.map((end) => [end.noun, end.id])).toEqual([
    ['task', ours.id],
    ['referral', unanswered.id],
  ])
  expect(before.looseEnds.goesOn.map((end) => end.id).sort()).toEqual(
    [theirs.id, served.id, before.referrals[0]?.id].sort(),
  )
  const closed = await actOn(caseworker, before, 'close', { reason: 'help-completed' })
  expect(closed.body).toMatchObject({ status: 'closed', closingReason: 'help-completed', actions: ['reopen'] })
  expect(closed.body.looseEnds.ends).toEqual([])
  expect(closed.body.looseEnds.goesOn).toEqual(before.looseEnds.goesOn)
  expect(closed.body.tasks.map((task) => [task.id, task.status]).sort()).toEqual(
    [
      [ours.id, 'cancelled'],
      [theirs.id, 'open'],
    ].sort(),
  )
  const told = await force.as(lawyer)<Referral>('GET', `/referrals/${unanswered.id}`)
  expect(told.body).toMatchObject({ status: 'withdrawn', withdrawalReason: 'help-completed-early' })
  expect([...(await running(id))]).toEqual([])
  expect([...(await running(theirs.id))]).toEqual([{ key: 'task.due' }])
  expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
  const { body } = await force.as(caseworker)<{ items: TimelineEvent[] }>('GET', `/cases/${id}/timeline`)
  expect(body.items.find(({ action }) => action === 'close')?.facts).toEqual({
    reason: 'help-completed',
    tasks: '1',
    referrals: '1',
  })
})

test('who leads in person ends a case, or who answers for the team; a colleague on the case does not', async () => {
  const row = await aCase()
  await force.as(supervisor)('POST', `/cases/${row.id}/members`, { personId: colleague.id })
  const looked = await seen(colleague, row.id)
  expect(looked.actions).toContain('review')
  expect(looked.actions).not.toContain('close')
  expect((await actOn(colleague, row, 'close', { reason: 'help-completed' })).status).toBe(403)
  expect((await actOn(supervisor, row, 'close', { reason: 'moved-abroad' })).status).toBe(200)
})

test.each(closingReasons)('a case closes because of: %s', async (reason) => {
  const row = await aCase()
  expect((await actOn(caseworker, row, 'close', { reason })).body).toMatchObject({ closingReason: reason })
})

test('leaving by choice is no reason to close but an end of its own, for adults', async () => {
  const row = await aCase()
  expect((await actOn(caseworker, row, 'close', { reason: 'left-by-choice' })).status).toBe(422)
  const left = await actOn(caseworker, row, 'record-leaving', { note: 'Canary note' })
  expect(left.body).toMatchObject({ status: 'left', closingReason: 'left-by-choice', actions: ['reopen'] })
  expect(left.body.notes).toMatchObject([{ text: 'Canary note', kind: 'decision' }])

  const minor = await aCase(child)
  expect(minor.actions).not.toContain('record-leaving')
  expect((await actOn(caseworker, minor, 'record-leaving')).body).toMatchObject({ type: '/problems/wrong-status' })
})

test('while contact is lost somebody goes on trying, a child’s within a day; found again, the review runs', async () => {
  const row = await aCase()
  const lost = await actOn(caseworker, row, 'lose-contact', { note: 'Her number is off.' })
  expect(lost.body.status).toBe('contact-lost')
  expect([...(await running(row.id))]).toEqual([{ key: 'followup.after-silence' }])
  expect((await aTask(caseworker, row.id)).status).toBe('open')
  const tried = await actOn(caseworker, lost.body, 'try-again')
  expect([...(await running(row.id))]).toEqual([{ key: 'followup.after-silence' }])
  const open = await force.as(caseworker)<{ items: { id: string }[] }>('GET', '/cases?open=true')
  expect(open.body.items.map(({ id }) => id)).toContain(row.id)
  const found = await actOn(caseworker, tried.body, 'find-again')
  expect(found.body.status).toBe('open')
  expect([...(await running(row.id))]).toEqual([{ key: 'case.review' }])

  const gone = await actOn(caseworker, await aCase(child), 'lose-contact')
  const [clock] = await force.owner<{ hours: number }[]>`
    select extract(epoch from due_at - started_at)::int / 3600 as hours from app.deadlines
     where subject_id = ${gone.body.id} and key = 'followup.after-silence' and closed_at is null`
  expect(clock?.hours).toBe(24)
})

test('a case opens again for a reason, and a child’s still needs its guardian', async () => {
  const row = await aCase(child)
  const assessed = await actOn(caseworker, row, 'assess-best-interests')
  const closed = await actOn(caseworker, assessed.body, 'close', { reason: 'opened-by-mistake' })
  expect([...(await running(row.id))]).toEqual([])
  expect((await actOn(caseworker, closed.body, 'reopen', { reason: 'other' })).body).toMatchObject({
    type: '/problems/invalid',
    errors: [{ pointer: '/note', code: 'needs-note' }],
  })
  const opened = await actOn(caseworker, closed.body, 'reopen', { reason: 'new-information' })
  expect(opened.body).toMatchObject({ status: 'open', closingReason: null, reopeningReason: 'new-information' })
  // A step that was done before the case was closed gets no new deadline.
  expect([...(await running(row.id))]).toEqual([{ key: 'case.review' }, { key: 'child.guardian' }])
  const again = await actOn(caseworker, opened.body, 'close', { reason: 'opened-by-mistake' })
  expect((await actOn(caseworker, again.body, 'reopen', { note: 'She came back.' })).body).toMatchObject({
    type: '/problems/invalid',
    errors: [{ pointer: '/reason', code: 'not-an-option' }],
  })
  const words = { reason: 'other', note: 'She came back.' }
  expect((await actOn(caseworker, again.body, 'reopen', words)).status).toBe(200)
  const { body } = await force.as(caseworker)<{ items: TimelineEvent[] }>('GET', `/cases/${row.id}/timeline`)
  expect(body.items.slice(0, 3).map(({ action }) => action)).toEqual(['reopen', 'close', 'reopen'])
})

test('in a case that has ended nothing new is asked; what was declined there is settled', async () => {
  const { id } = await aCase()
  const declined = await act(force, doctor, await asked(id, doctor), 'decline', { reason: 'no-capacity' })
  expect(declined.status).toBe(200)
  const waiting = await force.as(caseworker)<Referral>('GET', `/referrals/${declined.body.id}`)
  expect(waiting.body.actions).toEqual(['refer-onward', 'settle'])
  await actOn(caseworker, await seen(caseworker, id), 'close', { reason: 'help-completed' })
  const after = await force.as(caseworker)<Referral>('GET', `/referrals/${declined.body.id}`)
  expect(after.body.actions).toEqual(['settle'])
  const onward = await act(force, caseworker, after.body, 'refer-onward', { toAgencyId: lawyer.agencyId })
  expect(onward.body).toMatchObject({ type: '/problems/wrong-status' })
  expect((await act(force, caseworker, after.body, 'settle', { reason: 'help-completed-early' })).status).toBe(200)
  const refused = await force.as(caseworker)(
    'POST',
    '/tasks',
    { caseId: id, kind: 'call', dueAt: '2030-01-01T00:00:00Z' },
    { 'idempotency-key': v7() },
  )
  expect(refused.status).toBe(409)
})
