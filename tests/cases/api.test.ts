import type { Case, CaseSummary } from '@palermo/shared/cases/contract.ts'
import type { Note } from '@palermo/shared/notes/contract.ts'
import type { Referral, TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
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
let immigration: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  doctor = await force.person(await force.agency('health'), 'caseworker')
  immigration = await force.person(await force.agency('immigration'), 'officer')
})
afterAll(() => force.end())

const accepted = async (kind: 'lead' | 'service' = 'lead'): Promise<Referral> => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId, adult, kind)
  return (await act(force, caseworker, sent, 'accept')).body
}
const readCase = (person: TestPerson, id: string) => force.as(person)<Case>('GET', `/cases/${id}`)
const note = (person: TestPerson, caseId: string, compartment: string, text: string) =>
  force.as(person)<Note>('POST', '/notes', { caseId, compartment, text }, { 'idempotency-key': v7() })

test('whoever accepts a lead leads the case and sees who she is; the referrer keeps status and outcome alone', async () => {
  const referral = await accepted()
  const caseId = referral.caseId ?? ''
  const seen = await readCase(caseworker, caseId)
  expect(seen.status).toBe(200)
  expect(seen.body.lead.id).toBe(caseworker.agencyId)
  expect(seen.body.identity).toMatchObject({ callName: 'Canary Name' })
  expect(seen.body.deadlines.map(({ key }) => key)).toContain('case.review')
  expect((await readCase(officer, caseId)).status).toBe(404)
  const kept = await force.as(officer)<Referral>('GET', `/referrals/${referral.id}`)
  expect(kept.body.status).toBe('accepted')
  expect(JSON.stringify(kept.body)).not.toContain('Canary')
})

test('a case is seen by those assigned and their supervisor, not by a colleague, another agency or immigration', async () => {
  const referral = await accepted()
  const caseId = referral.caseId ?? ''
  expect((await readCase(supervisor, caseId)).status).toBe(200)
  for (const person of [colleague, doctor, immigration]) {
    expect((await readCase(person, caseId)).status).toBe(404)
    const list = await force.as(person)<{ items: CaseSummary[] }>('GET', '/cases')
    expect(list.body.items.map(({ id }) => id)).not.toContain(caseId)
  }
  // A supervisor sees the case but not the identity of the person.
  expect((await readCase(supervisor, caseId)).body.identity).toEqual({ sealed: true, compartment: 'C1' })
  const assigned = await force.as(supervisor)('POST', `/cases/${caseId}/members`, { personId: colleague.id })
  expect(assigned.status).toBe(200)
  expect((await readCase(colleague, caseId)).body.identity).toMatchObject({ callName: 'Canary Name' })
})

test('a note behind C3 is read behind C3 alone', async () => {
  const referral = await accepted('service')
  const caseId = referral.caseId ?? ''
  const written = await note(caseworker, caseId, 'C3', 'Canary medical note')
  expect(written.status).toBe(201)
  expect((await readCase(caseworker, caseId)).body.notes).toMatchObject([
    { id: written.body.id, text: 'Canary medical note' },
  ])
  // The officer leads this case with access to C1 and C5, but not to C3, where the officer may not write either.
  const officers = await readCase(officer, caseId)
  expect(officers.status).toBe(200)
  expect(JSON.stringify(officers.body)).not.toContain('Canary medical')
  expect(officers.body.notes).toEqual([])
  expect((await note(officer, caseId, 'C3', 'x')).status).toBe(403)
  expect((await note(officer, caseId, 'C5', 'Canary intelligence')).status).toBe(201)
  expect(JSON.stringify((await readCase(caseworker, caseId)).body)).not.toContain('Canary intelligence')
})

test('protection is a lane for all, justice and immigration are sealed cards for those outside', async () => {
  const referral = await accepted()
  const caseId = referral.caseId ?? ''
  const before = (await readCase(caseworker, caseId)).body
  expect(before.lanes).toMatchObject([
    { track: 'protection', milestones: [{ stage: 'met' }] },
    { track: 'justice', milestones: { sealed: true, compartment: 'C5' } },
    { track: 'immigration', milestones: [] },
  ])
  const advance = (stage: string, track: string) =>
    force.as(caseworker)<Case>('POST', `/cases/${caseId}/actions`, {
      action: 'advance',
      version: before.version,
      track,
      stage,
      on: '2026-11-01',
    })
  expect((await advance('charged', 'protection')).status).toBe(422)
  expect((await advance('charged', 'justice')).status).toBe(403)
  const stays = await force.as(caseworker)<Case>('POST', `/cases/${caseId}/actions`, {
    action: 'advance',
    version: before.version,
    track: 'immigration',
    stage: 'status-requested',
    on: '2026-11-01',
  })
  expect(stays.status).toBe(200)
  before.version = stays.body.version
  const told = (person: TestPerson) => force.as(person)<{ items: TimelineEvent[] }>('GET', `/cases/${caseId}/timeline`)
  // A milestone is in the history for readers of its compartment only; the supervisor, who has no access to it, does
  // not see that it happened.
  expect((await told(caseworker)).body.items[0]).toMatchObject({
    action: 'advance',
    facts: { stage: 'status-requested' },
  })
  expect((await told(supervisor)).body.items.map(({ action }) => action)).not.toContain('advance')
  const after = await advance('safe-tonight', 'protection')
  expect(after.body.lanes[0]).toMatchObject({ milestones: [{ stage: 'safe-tonight' }, { stage: 'met' }] })
})

test('the history tells of a referral only those who may see it, on the team or not', async () => {
  const referral = await accepted()
  const caseId = referral.caseId ?? ''
  const ask = async (of: TestPerson) => {
    const draft = await force.as(caseworker)<Draft>(
      'POST',
      '/referrals',
      {
        kind: 'service',
        caseId,
        toAgencyId: of.agencyId,
        formId: 'intake-short',
        formVersion: 1,
        answers: { ...adult, kind: 'service' },
      },
      { 'idempotency-key': v7() },
    )
    const sent = await act(force, caseworker, draft.body.referral, 'send')
    return (await act(force, of, sent.body, 'accept')).body
  }
  const toDoctor = await ask(doctor)
  const toImmigration = await ask(immigration)
  const told = async (person: TestPerson) => {
    const { body } = await force.as(person)<{ items: TimelineEvent[] }>('GET', `/cases/${caseId}/timeline`)
    return new Set(body.items.filter(({ subjectKind }) => subjectKind === 'referral').map(({ subjectId }) => subjectId))
  }
  expect(await told(caseworker)).toEqual(new Set([referral.id, toDoctor.id, toImmigration.id]))
  expect(await told(doctor)).toEqual(new Set([toDoctor.id]))
  expect(await told(immigration)).toEqual(new Set([toImmigration.id]))
})

test('a task has an owner and a clock, and a finish can be undone', async () => {
  const referral = await accepted()
  const caseId = referral.caseId ?? ''
  const dueAt = new Date(Date.now() + 86_400_000).toISOString()
  const made = await force.as(caseworker)<Task>(
    'POST',
    '/tasks',
    { caseId, kind: 'visit', dueAt, text: 'Canary task' },
    { 'idempotency-key': v7() },
  )
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ status: 'open', text: 'Canary task', assigneeId: caseworker.id })
  const acted = (action: string, task: Task) =>
    force.as(caseworker)<Task>('POST', `/tasks/${task.id}/actions`, { action, version: task.version })
  const done = await acted('finish', made.body)
  expect(done.body.status).toBe('done')
  const again = await acted('reopen', done.body)
  expect(again.body).toMatchObject({ status: 'open', dueAt: made.body.dueAt })
  const clocks =
    await force.owner`select key, closed_at from app.deadlines where subject_id = ${made.body.id} order by started_at`
  expect(clocks.map(({ closed_at }) => closed_at === null)).toEqual([false, true])
  const words = await readCase(supervisor, caseId)
  expect(words.body.tasks).toMatchObject([{ id: made.body.id, text: null }])
})

test('a row that asks for a task says of which kind it is, in the work queue and in the list of cases', async () => {
  const caseId = (await accepted()).caseId ?? ''
  const dueAt = new Date(Date.now() + 60_000).toISOString()
  const body = { caseId, kind: 'check-safety', dueAt }
  const made = await force.as(caseworker)<Task>('POST', '/tasks', body, { 'idempotency-key': v7() })
  const queue = await force.as(caseworker)<WorkItemPage>('GET', '/work-items?mine=true')
  const details = new Map(queue.body.items.map(({ subjectId, step, detail }) => [subjectId, `${step} ${detail}`]))
  expect(details.get(made.body.id)).toBe('task.due check-safety')
  expect(details.get(caseId)).toBe('case.review null')
  const cases = await force.as(caseworker)<{ items: CaseSummary[] }>('GET', '/cases?mine=true')
  expect(cases.body.items.find(({ id }) => id === caseId)).toMatchObject({
    nextStep: 'task.due',
    nextDetail: 'check-safety',
  })
})

test('whoever leads a case and serves in it owes no other agency what they owe themselves', async () => {
  const referral = await accepted()
  await act(force, caseworker, referral, 'start')
  const queue = await force.as(caseworker)<WorkItemPage>('GET', '/work-items?mine=true&limit=100')
  const own = queue.body.items.filter(({ subjectId }) => subjectId === referral.id)
  expect(own).toMatchObject([{ step: 'referral.service-review', counterparty: null }])
})

test('the same key writes one note; another body under it is refused', async () => {
  const referral = await accepted()
  const body = { caseId: referral.caseId, compartment: 'C1', text: 'once' }
  const key = { 'idempotency-key': v7() }
  const [first, second] = await Promise.all([
    force.as(caseworker)<Note>('POST', '/notes', body, key),
    force.as(caseworker)<Note>('POST', '/notes', body, key),
  ])
  expect([first.status, second.status]).toEqual([201, 201])
  expect(first.body.id).toBe(second.body.id)
  expect((await force.as(caseworker)('POST', '/notes', { ...body, text: 'twice' }, key)).body).toMatchObject({
    type: '/problems/key-reused',
  })
  expect((await force.as(caseworker)('POST', '/notes', body)).body).toMatchObject({ type: '/problems/key-missing' })
})

test('a child brings a guardian and a best-interests clock', async () => {
  const { 'wants-referral': _, ...asked } = adult
  const answers = { ...asked, 'under-18': 'not-sure' }
  const sent = await aSentReferral(force, officer, caseworker.agencyId, answers)
  expect(sent.childProcedure).toBe(true)
  const clocks =
    await force.owner`select key from app.deadlines where subject_id = ${sent.caseId} and closed_at is null order by key`
  expect(clocks.map(({ key }) => key)).toEqual(['case.review', 'child.best-interests', 'child.guardian'])
})

test('a clock whose party is not named yet is owed by the declared substitute, and says in whose place', async () => {
  const { 'wants-referral': _, ...asked } = adult
  const sent = await aSentReferral(force, officer, caseworker.agencyId, { ...asked, 'under-18': 'not-sure' })
  const { body } = await force.as(officer)<Case>('GET', `/cases/${sent.caseId}`)
  const clocks = body.deadlines.map(({ key, owesAgencyId, inPlaceOf }) => [key, owesAgencyId, inPlaceOf] as const)
  expect(clocks).toEqual(
    expect.arrayContaining([
      ['child.guardian', officer.agencyId, 'child-protection'],
      ['child.best-interests', officer.agencyId, 'child-protection'],
      ['case.review', officer.agencyId, null],
    ]),
  )
})
