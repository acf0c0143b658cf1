import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Handover, HandoverList } from '@palermo/shared/handovers/contract.ts'
import type { Referral, TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let social: TestPerson
let socialSupervisor: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  officer = await force.person(await force.agency('police'), 'officer')
  stranger = await force.person(await force.agency('immigration'), 'officer')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  const welfare = await force.agency('welfare')
  social = await force.person(welfare, 'caseworker')
  socialSupervisor = await force.person(welfare, 'supervisor')
})

const seen = (person: TestPerson, id: string) => force.as(person)<Case>('GET', `/cases/${id}`)
/** Makes a case that the caseworker leads and a welfare agency serves, with a task. */
const aCase = async (): Promise<Case> => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  await act(force, caseworker, sent, 'accept')
  const caseId = sent.caseId ?? ''
  const draft = await force.as(caseworker)<{ referral: Referral }>(
    'POST',
    '/referrals',
    {
      kind: 'service',
      caseId,
      toAgencyId: social.agencyId,
      formId: 'intake-short',
      formVersion: 1,
      answers: { ...adult, kind: 'service' },
    },
    { 'idempotency-key': v7() },
  )
  await act(force, social, (await act(force, caseworker, draft.body.referral, 'send')).body, 'accept')
  const task = { caseId, kind: 'call', dueAt: '2030-01-01T00:00:00Z', text: 'Call on Monday.' }
  await force.as(caseworker)('POST', '/tasks', task, { 'idempotency-key': v7() })
  return (await seen(caseworker, caseId)).body
}
const summary = [
  { compartment: 'C1', text: 'Canary: papers are with the lawyer.' },
  { compartment: 'C3', text: 'Canary: sleeps badly.' },
]
const offer = (person: TestPerson, { id, version }: Case, more: object) =>
  force.as(person)<Case>('POST', `/cases/${id}/actions`, {
    action: 'hand-over',
    version,
    asked: 'yes',
    summary,
    ...more,
  })
const offered = async (person: TestPerson, caseId: string): Promise<Handover> => {
  const { body } = await force.as(person)<HandoverList>('GET', `/handovers?caseId=${caseId}`)
  return body.items[0] as Handover
}
const answer = (person: TestPerson, { id, version }: Handover, action: string, input: object = {}) =>
  force.as(person)<Handover>('POST', `/handovers/${id}/actions`, { action, version, ...input })
const read = (person: TestPerson, { id }: Handover) => force.as(person)<Handover>('GET', `/handovers/${id}`)
const queue = async (person: TestPerson) =>
  (await force.as(person)<{ items: WorkItem[] }>('GET', '/work-items?limit=100')).body.items
const nobodysWork = async () => [...(await force.owner`select * from app.orphans()`)]

describe('to a colleague', () => {
  test('the giver leads until it is taken; then lead, clocks and tasks are theirs, and the giver looks no longer', async () => {
    const row = await aCase()
    const given = await offer(caseworker, row, { toPersonId: colleague.id })
    expect(given.body).toMatchObject({ leadPersonId: caseworker.id, status: 'open' })
    expect((await seen(colleague, row.id)).status).toBe(404)
    const [waiting] = await queue(colleague)
    expect(waiting).toMatchObject({ subjectKind: 'handover', step: 'handover.answer', assigneeId: colleague.id })
    const before = (await force.as(colleague)<Handover>('GET', `/handovers/${waiting?.subjectId}`)).body
    expect(before).toMatchObject({ summary: [], caseOpen: false, asked: 'yes', legalBasis: null })
    expect(before.shell).toMatchObject({ tasks: [{ kind: 'call' }], referrals: 2, compartments: ['C1', 'C3'] })
    expect(JSON.stringify(before)).not.toContain('Canary')
    expect(await nobodysWork()).toEqual([])

    const taken = await answer(colleague, before, 'accept')
    expect(taken.body).toMatchObject({ status: 'accepted', actions: [] })
    expect(taken.body.summary).toEqual(summary)
    const now = (await seen(colleague, row.id)).body
    expect(now).toMatchObject({ leadPersonId: colleague.id, noteCompartments: ['C1', 'C2', 'C3', 'C4'] })
    expect(now.tasks).toMatchObject([{ assigneeId: colleague.id, text: 'Call on Monday.' }])
    expect((await queue(colleague)).map(({ step }) => step).sort()).toEqual([
      'case.review',
      'referral.first-contact',
      'task.due',
    ])
    expect((await seen(caseworker, row.id)).status).toBe(404)
    expect(
      (await queue(caseworker)).filter(({ caseId, assigneeId }) => caseId === row.id && assigneeId === caseworker.id),
    ).toEqual([])
    expect(
      (
        await force.as(colleague)<Task>('POST', `/tasks/${now.tasks[0]?.id}/actions`, {
          action: 'finish',
          version: now.tasks[0]?.version,
        })
      ).status,
    ).toBe(200)
    expect(await nobodysWork()).toEqual([])
    const { body } = await force.as(colleague)<{ items: TimelineEvent[] }>('GET', `/cases/${row.id}/timeline`)
    expect(body.items.map(({ action }) => action)).toEqual(expect.arrayContaining(['hand-over', 'take-over']))
    expect(JSON.stringify(body)).not.toContain('Canary')
  })

  test('declined or taken back, nothing has moved and it may be offered again', async () => {
    const row = await aCase()
    await offer(caseworker, row, { toPersonId: colleague.id })
    expect(
      (await offer(caseworker, (await seen(caseworker, row.id)).body, { toPersonId: colleague.id })).body,
    ).toMatchObject({
      type: '/problems/wrong-status',
    })
    const first = await offered(caseworker, row.id)
    expect((await answer(colleague, first, 'decline')).status).toBe(422)
    const declined = await answer(colleague, first, 'decline', { reason: 'no-capacity' })
    expect(declined.body).toMatchObject({ status: 'declined', declineReason: 'no-capacity', shell: null })
    const still = (await seen(caseworker, row.id)).body
    expect(still).toMatchObject({ leadPersonId: caseworker.id, tasks: [{ assigneeId: caseworker.id }] })
    await offer(caseworker, still, { toPersonId: colleague.id })
    const second = await offered(caseworker, row.id)
    expect((await answer(caseworker, second, 'withdraw')).body).toMatchObject({ status: 'withdrawn' })
    expect((await answer(colleague, second, 'accept')).body).toMatchObject({ type: '/problems/changed-meanwhile' })
    expect((await queue(colleague)).filter(({ caseId }) => caseId === row.id)).toEqual([])
    expect(await nobodysWork()).toEqual([])
  })

  test('only whoever leads offers, only who it is offered to answers', async () => {
    const row = await aCase()
    await force.as(supervisor)('POST', `/cases/${row.id}/members`, { personId: colleague.id })
    expect((await offer(colleague, row, { toPersonId: supervisor.id })).status).toBe(403)
    expect((await offer(social, row, { toPersonId: socialSupervisor.id })).status).toBe(403)
    expect((await offer(stranger, row, { toPersonId: colleague.id })).status).toBe(404)
    await offer(caseworker, row, { toPersonId: colleague.id })
    const open = await offered(caseworker, row.id)
    expect((await answer(caseworker, open, 'accept')).status).toBe(403)
    expect((await answer(supervisor, open, 'accept')).status).toBe(403)
    expect((await answer(stranger, open, 'accept')).status).toBe(404)
    expect((await read(stranger, open)).status).toBe(404)
    expect((await answer(supervisor, open, 'withdraw')).status).toBe(200)
  })

  test('who is barred from the case is nobody who could lead it, and learns nothing', async () => {
    const row = await aCase()
    await force.owner`insert into app.case_bars (case_id, person_id) values (${row.id}, ${colleague.id})`
    expect((await offer(caseworker, row, { toPersonId: colleague.id })).body).toMatchObject({
      errors: [{ pointer: '/toPersonId' }],
    })
    expect(await queue(colleague)).toEqual([])
    const raw = rawConnection(force)
    expect(await raw.attempt(colleague, (sql) => sql`select * from app.handovers`)).toHaveLength(0)
    await raw.end()
  })
})

describe('to another agency', () => {
  test('it takes over by the person’s word: everything goes along, and the giver looks no longer', async () => {
    const row = await aCase()
    const given = await offer(caseworker, row, { toAgencyId: social.agencyId })
    expect(given.status).toBe(200)
    const open = await offered(social, row.id)
    expect(open).toMatchObject({ legalBasis: 'consent', fromName: null, actions: ['accept', 'decline'] })
    expect(open.summary).toEqual(summary)
    const taken = await answer(social, open, 'accept')
    expect(taken.body.status).toBe('accepted')
    const now = (await seen(social, row.id)).body
    expect(now).toMatchObject({ lead: { id: social.agencyId }, leadPersonId: social.id })
    expect(now.tasks).toMatchObject([{ agencyId: social.agencyId, assigneeId: social.id, text: 'Call on Monday.' }])
    // The former lead still has a service to complete, and so keeps the outline of the case but no compartment.
    const left = (await seen(caseworker, row.id)).body
    expect(left).toMatchObject({ noteCompartments: [], identity: { sealed: true }, notes: [] })
    expect(await nobodysWork()).toEqual([])
    await hands.tell()
    expect((await toldTo(force, caseworker.id)).map(({ topic }) => topic)).toContain('handover.accepted')
  })

  test('without her word it needs a basis that stands without it, and an agency of the team', async () => {
    const row = await aCase()
    const to = { toAgencyId: social.agencyId }
    for (const asked of ['no', 'not-asked', 'refused', 'unknown']) {
      expect((await offer(caseworker, row, { ...to, asked })).body).toMatchObject({
        errors: [{ pointer: '/asked' }],
      })
      expect((await offer(caseworker, row, { ...to, asked, legalBasis: 'consent' })).status).toBe(422)
    }
    expect((await offer(caseworker, row, { toAgencyId: stranger.agencyId })).body).toMatchObject({
      errors: [{ pointer: '/toAgencyId' }],
    })
    expect((await offer(caseworker, row, { ...to, toPersonId: social.id })).body).toMatchObject({
      errors: [{ pointer: '/toPersonId' }],
    })
    expect((await offer(caseworker, row, { ...to, summary: [summary[0], summary[0]] })).body).toMatchObject({
      errors: [{ pointer: '/summary' }],
    })
    expect((await offer(caseworker, row, { ...to, asked: 'not-asked', legalBasis: 'vital-interest' })).status).toBe(200)
  })

  test('a supervisor there says who takes it; that is one of their own', async () => {
    const row = await aCase()
    const other = await force.person(social.agencyId, 'caseworker')
    await offer(caseworker, row, { toAgencyId: social.agencyId })
    const open = await offered(caseworker, row.id)
    expect((await answer(socialSupervisor, open, 'accept', { assigneeId: caseworker.id })).status).toBe(422)
    expect((await answer(social, open, 'accept', { assigneeId: other.id })).status).toBe(403)
    expect((await answer(socialSupervisor, open, 'accept', { assigneeId: other.id })).status).toBe(200)
    expect((await seen(other, row.id)).body.leadPersonId).toBe(other.id)
  })

  test('a case that has ended meanwhile cannot be taken over', async () => {
    const row = await aCase()
    const given = await offer(caseworker, row, { toAgencyId: social.agencyId })
    const open = await offered(social, row.id)
    const { looseEnds } = (await seen(caseworker, row.id)).body
    expect(looseEnds.ends.at(-1)).toEqual({
      noun: 'handover',
      id: open.id,
      what: 'offered',
      agencyName: open.to.name,
      dueAt: open.dueAt,
    })
    const closed = await force.as(caseworker)<Case>('POST', `/cases/${row.id}/actions`, {
      action: 'close',
      version: given.body.version,
      reason: 'help-completed',
    })
    expect((await answer(social, open, 'accept')).body).toMatchObject({ type: '/problems/changed-meanwhile' })
    expect((await offered(social, row.id)).status).toBe('withdrawn')
    expect(closed.body.looseEnds.ends).toEqual([])
    expect(await nobodysWork()).toEqual([])
  })
})

test('the row itself lets nobody take what was not offered to them', async () => {
  const row = await aCase()
  await offer(caseworker, row, { toPersonId: colleague.id })
  const { id } = await offered(caseworker, row.id)
  const raw = rawConnection(force)
  await refused(
    raw.attempt(supervisor, (sql) => sql`update app.handovers set status = 'accepted', version = 2 where id = ${id}`),
  )
  await refused(raw.attempt(colleague, (sql) => sql`select app.take_over(${id}, ${colleague.id})`))
  await refused(raw.attempt(colleague, (sql) => sql`select app.let_lead(${id}, ${colleague.id}, ${v7()})`))
  await refused(
    raw.attempt(
      caseworker,
      (
        sql,
      ) => sql`insert into app.handovers (id, status, case_id, case_reference, from_agency_id, from_person_id, to_agency_id, to_person_id, asked)
        values (${v7()}, 'offered', ${row.id}, ${row.reference}, ${caseworker.agencyId}, ${caseworker.id}, ${caseworker.agencyId}, ${colleague.id}, 'yes')`,
    ),
    '23505',
  )
  await raw.end()
})
