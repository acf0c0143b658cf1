import { unassignAllFormerStaff } from '@palermo/db/accounts/former-staff.ts'
import type { OpenWork, Person } from '@palermo/shared/accounts/contract.ts'
import { carriesWork, functions } from '@palermo/shared/actor.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, aDraft, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let administrator: TestPerson
let leaver: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let officer: TestPerson
let doctor: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  const ngo = await force.agency('ngo')
  leaver = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  officer = await force.person(await force.agency('police'), 'officer')
  doctor = await force.person(await force.agency('health'), 'caseworker')
})

const person = async ({ id }: TestPerson) => (await force.as(administrator)<Person>('GET', `/people/${id}`)).body
const change = async (who: TestPerson, edit: object) =>
  force.as(administrator)<Person>('PATCH', `/people/${who.id}`, { version: (await person(who)).version, ...edit })
const openWork = async (who: TestPerson) =>
  (await force.as(administrator)<OpenWork>('GET', `/people/${who.id}/open-work`)).body
const seen = async (who: TestPerson, { id }: { id: string }) => force.as(who)<Referral>('GET', `/referrals/${id}`)
const caseOf = (who: TestPerson, id: string | null) => force.as(who)<Case>('GET', `/cases/${id}`)
const desk = async (who: TestPerson, side = 'owes') =>
  (await force.as(who)<WorkItemPage>('GET', `/work-items?side=${side}`)).body.items
const topics = async (who: TestPerson) => {
  await hands.tell()
  return (await toldTo(force, who.id)).map(({ topic }) => topic)
}
const workOfFormerStaff = () => force.owner`select * from app.work_of_former_staff()`

/** Makes the leaver the lead of a case with a task and a referral that waits for its answer, and begins a draft. */
const workInHand = async () => {
  const accepted = (await act(force, leaver, await aSentReferral(force, officer, leaver.agencyId), 'accept')).body
  const body = { caseId: accepted.caseId, kind: 'call', dueAt: new Date(Date.now() + 90_000_000).toISOString() }
  const task = (await force.as(leaver)<Task>('POST', '/tasks', body, { 'idempotency-key': v7() })).body
  const onward = await aSentReferral(force, leaver, doctor.agencyId)
  const draft = await aDraft(force, leaver, doctor.agencyId)
  return { accepted, task, onward, draft, caseId: accepted.caseId ?? '' }
}

describe('before an account ends', () => {
  test('an administrator sees the number of returned items, and nothing else about them', async () => {
    await workInHand()
    expect(await openWork(leaver)).toEqual({
      received: 1,
      sent: 1,
      drafts: 1,
      cases: 2,
      tasks: 1,
      requests: 0,
      teams: 2,
      late: 0,
      shifts: 0,
      dutyNumber: false,
      colleagues: 2,
    })
    expect(await openWork(colleague)).toMatchObject({ received: 0, sent: 0, cases: 0, tasks: 0, teams: 0 })
  })

  test('no other role may ask, and an unknown account is not found', async () => {
    for (const other of [supervisor, leaver, officer])
      expect((await force.as(other)('GET', `/people/${leaver.id}/open-work`)).status).toBe(403)
    expect((await force.as(administrator)('GET', `/people/${v7()}/open-work`)).status).toBe(404)
  })
})

describe('when it ends', () => {
  test('all its open work is in the queue of the agency at once, and open to its members', async () => {
    const { accepted, task, onward, draft, caseId } = await workInHand()
    expect((await seen(colleague, accepted)).status).toBe(404)
    expect(await desk(colleague)).toEqual([])
    expect((await change(leaver, { disabled: true })).status).toBe(200)

    expect((await desk(colleague)).map(({ subjectId }) => subjectId)).toEqual(
      expect.arrayContaining([accepted.id, task.id, caseId]),
    )
    expect((await desk(colleague, 'is-owed')).map(({ subjectId }) => subjectId)).toContain(onward.id)
    expect((await seen(colleague, accepted)).body).toMatchObject({ status: 'accepted', assigneeId: null })
    expect((await seen(colleague, onward)).body.actions).toContain('withdraw')
    expect((await caseOf(colleague, caseId)).body).toMatchObject({ status: 'open', leadPersonId: null })
    // The supervisor may discard the leaver's draft; a colleague cannot read the draft.
    expect((await seen(colleague, draft)).status).toBe(404)
    expect((await seen(supervisor, draft)).body.actions).toContain('discard')
    expect([...(await workOfFormerStaff())]).toEqual([])
    expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
    expect(await openWork(leaver)).toMatchObject({ received: 0, sent: 0, drafts: 0, cases: 0, tasks: 0, teams: 0 })
  })

  test('supervisors are notified once, and the other agency is not', async () => {
    await workInHand()
    await change(leaver, { disabled: true })
    expect((await topics(supervisor)).filter((topic) => topic === 'agency.work-returned')).toHaveLength(1)
    expect(await topics(colleague)).not.toContain('agency.work-returned')
    expect(await topics(officer)).not.toContain('agency.work-returned')
  })

  test('task-force leads are notified if the agency has no staff to take it over', async () => {
    const lead = await force.person(await force.agency('secretariat'), 'lead')
    const alone = await force.person(await force.agency('welfare'), 'caseworker')
    await act(force, alone, await aSentReferral(force, officer, alone.agencyId), 'accept')
    expect(await openWork(alone)).toMatchObject({ colleagues: 0 })
    await change(alone, { disabled: true })
    expect(await topics(lead)).toContain('agency.unstaffed')
  })

  test('no notification is sent if nothing was open', async () => {
    await change(leaver, { disabled: true })
    expect(await topics(supervisor)).toEqual([])
  })

  test('whoever takes it over is put where they were, in the compartments that the agency holds', async () => {
    const { accepted, caseId } = await workInHand()
    await change(leaver, { disabled: true })
    // No member of the agency reads the compartments of the case before the supervisor assigns it to a colleague.
    expect((await caseOf(colleague, caseId)).body.identity).toHaveProperty('sealed')
    expect((await caseOf(supervisor, caseId)).body.identity).toHaveProperty('sealed')
    const now = (await seen(supervisor, accepted)).body
    expect((await act(force, supervisor, now, 'assign', { assigneeId: colleague.id })).status).toBe(200)
    expect((await caseOf(colleague, caseId)).body.identity).not.toHaveProperty('sealed')
    const row = (await caseOf(supervisor, caseId)).body
    const led = await force.as(supervisor)<Case>('POST', `/cases/${caseId}/actions`, {
      action: 'assign-lead',
      version: row.version,
      personId: colleague.id,
    })
    expect(led.body).toMatchObject({ leadPersonId: colleague.id })
    // The agency's membership without a person has ended and stays in the history of the team.
    expect(
      led.body.team.filter(({ untilAt, agency }) => untilAt === null && agency.id === colleague.agencyId),
    ).toHaveLength(1)
  })

  test('later work is not assigned to it either: a decline is owed by the sending agency', async () => {
    const { onward } = await workInHand()
    await change(leaver, { disabled: true })
    const waiting = (await seen(doctor, onward)).body
    expect((await act(force, doctor, waiting, 'decline', { reason: 'no-capacity' })).status).toBe(200)
    expect(await desk(colleague)).toContainEqual(
      expect.objectContaining({ subjectId: onward.id, step: 'referral.resend', assigneeId: null }),
    )
    expect(await topics(colleague)).toContain('referral.declined')
    expect(
      (await act(force, colleague, (await seen(colleague, onward)).body, 'settle', { reason: 'no-longer-wanted' }))
        .status,
    ).toBe(200)
  })

  test('work that begins again is unassigned: a task that it had finished, a case that it had led', async () => {
    const { accepted, caseId, task } = await workInHand()
    const on = (who: TestPerson, path: string, input: object) =>
      force.as(who)<Case & Task>('POST', `${path}/actions`, input)
    await on(leaver, `/tasks/${task.id}`, { action: 'finish', version: task.version })
    await on(leaver, `/cases/${caseId}`, {
      action: 'close',
      version: (await caseOf(leaver, caseId)).body.version,
      reason: 'help-completed',
    })
    await change(leaver, { disabled: true })
    const closed = (await caseOf(supervisor, caseId)).body
    const reopened = await on(supervisor, `/cases/${caseId}`, {
      action: 'reopen',
      version: closed.version,
      reason: 'came-back',
    })
    expect(reopened.body).toMatchObject({ status: 'open', leadPersonId: null })
    const again = await on(supervisor, `/tasks/${task.id}`, { action: 'reopen', version: task.version + 1 })
    expect(again.body).toMatchObject({ status: 'open', assigneeId: null })
    expect([...(await workOfFormerStaff())]).toEqual([])
    // The open case has no lead person, so a colleague at the agency can read the referral that began the case.
    expect((await seen(colleague, accepted)).status).toBe(200)
  })

  test('the history shows it to both agencies, without a name', async () => {
    const { onward } = await workInHand()
    await change(leaver, { disabled: true })
    const { timeline } = (await seen(doctor, onward)).body
    expect(timeline.at(-1)).toMatchObject({ action: 'hand-back' })
    expect(JSON.stringify(timeline)).not.toContain('Test Person')
  })

  test('shifts with its number end, and a shared number stays in use', async () => {
    const number = '+639171234567'
    await change(leaver, { phone: number })
    const rota = async () =>
      (
        await force.as(supervisor)<{ version: number; shifts: unknown[] }>(
          'GET',
          `/agencies/${leaver.agencyId}/on-call`,
        )
      ).body
    const tonight = [
      {
        phone: number,
        fromAt: new Date(Date.now() - 3_600_000).toISOString(),
        untilAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
      {
        phone: number,
        fromAt: new Date(Date.now() + 7_200_000).toISOString(),
        untilAt: new Date(Date.now() + 10_800_000).toISOString(),
      },
    ]
    for (const shift of tonight)
      await force.owner`insert into app.on_call (id, agency_id, phone, from_at, until_at)
        values (${v7()}, ${leaver.agencyId}, ${number}, app.now() + (${shift.fromAt}::timestamptz - now()), app.now() + (${shift.untilAt}::timestamptz - now()))`
    await change(colleague, { phone: number })
    expect(await openWork(leaver)).toMatchObject({ shifts: 0 })
    await change(colleague, { phone: null })
    expect(await openWork(leaver)).toMatchObject({ shifts: 2 })
    await change(leaver, { disabled: true })
    expect((await rota()).shifts).toEqual([])
  })

  test('an account that is enabled again has no work, and the queue has all of it', async () => {
    const { accepted } = await workInHand()
    await change(leaver, { disabled: true })
    await change(leaver, { disabled: false })
    expect(await openWork(leaver)).toMatchObject({ received: 0, cases: 0, tasks: 0 })
    expect((await seen(colleague, accepted)).body.assigneeId).toBeNull()
  })
})

describe('another role in the same agency', () => {
  test('without casework returns all work', async () => {
    const { accepted } = await workInHand()
    expect((await change(leaver, { function: 'auditor' })).status).toBe(200)
    expect((await seen(colleague, accepted)).body.assigneeId).toBeNull()
    expect([...(await workOfFormerStaff())]).toEqual([])
  })

  test('with casework keeps the work, and loses compartments that it may not read', async () => {
    const { accepted, caseId } = await workInHand()
    const compartments = async () =>
      (
        await force.owner<{ compartment: string }[]>`select distinct compartment from app.case_members
        where case_id = ${caseId} and person_id = ${leaver.id} and until_at is null order by 1`
      ).map(({ compartment }) => compartment)
    expect(await compartments()).toEqual(['C0', 'C1', 'C2', 'C3', 'C4'])
    await change(leaver, { function: 'counsellor' })
    expect(await compartments()).toEqual(['C0', 'C1', 'C3'])
    expect((await seen(supervisor, accepted)).body.assigneeId).toBe(leaver.id)
  })
})

test('work assigned in the moment of leaving is returned by a job', async () => {
  const { accepted } = await workInHand()
  await change(colleague, { disabled: true })
  await force.owner`update app.referrals set assignee_id = ${colleague.id} where id = ${accepted.id}`
  expect([...(await workOfFormerStaff())]).toMatchObject([{ subject_kind: 'referral', subject_id: accepted.id }])
  expect((await force.as(administrator)<{ items: object[] }>('GET', '/deadlines/orphans')).body.items).toEqual([
    { subjectKind: 'referral', subjectId: accepted.id, why: 'owner-left' },
  ])
  expect(await unassignAllFormerStaff(hands.db)).toBe(1)
  expect([...(await workOfFormerStaff())]).toEqual([])
  expect((await seen(supervisor, accepted)).body.assigneeId).toBeNull()
  expect(await unassignAllFormerStaff(hands.db)).toBe(0)
})

test('no deadline waits for a former member of staff', async () => {
  const { onward } = await workInHand()
  await change(colleague, { disabled: true })
  // Makes the state of a deadline that began at the moment at which the account of its person was disabled.
  await force.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`update app.deadlines set owed_person_id = ${colleague.id} where subject_id = ${onward.id} and closed_at is null`
    await sql`update app.work_items set assignee_id = ${colleague.id} where subject_id = ${onward.id} and side = 'is-owed'`
  })
  expect([...(await workOfFormerStaff())]).toMatchObject([{ subject_kind: 'referral', subject_id: onward.id }])
  expect(await unassignAllFormerStaff(hands.db)).toBe(1)
  expect([...(await workOfFormerStaff())]).toEqual([])
  expect((await desk(supervisor, 'is-owed')).find(({ subjectId }) => subjectId === onward.id)?.assigneeId).toBeNull()
})

test('a connection taken over can neither return work of others nor count it', async () => {
  const raw = rawConnection(force)
  try {
    for (const who of [leaver, supervisor, officer]) {
      await refused(raw.attempt(who, (sql) => sql`select app.unassign_former_staff(${colleague.id})`))
      await refused(raw.attempt(who, (sql) => sql`select app.owes_before(${colleague.id}, now())`))
      await refused(raw.attempt(who, (sql) => sql`select app.notify_of_handed_back(${colleague.id}, true)`))
      await refused(raw.attempt(who, (sql) => sql`select app.open_work(${colleague.id})`))
      await refused(raw.attempt(who, (sql) => sql`select app.narrow_looks(${colleague.id})`))
    }
    // Not even an administrator can unassign the work of a person whose account is active.
    await refused(raw.attempt(administrator, (sql) => sql`select app.unassign_former_staff(${leaver.id})`))
    const ours = ['work_of', 'end_looks_of', 'shifts_of', 'end_shifts', 'former_member', 'takes_work', 'is_duty_number']
    for (const name of ours) {
      const [row] = await force.owner<{ may: boolean }[]>`
        select bool_or(has_function_privilege('palermo_api', p.oid, 'execute')) as may from pg_proc p where p.proname = ${name}`
      expect(row?.may, name).toBe(false)
    }
  } finally {
    await raw.end()
  }
})

test('the roles that carry work are the same in the database and in the code', async () => {
  const ngo = await force.agency('ngo')
  for (const role of functions) {
    const { id } = await force.person(ngo, role)
    const [row] = await force.owner<{ takes: boolean }[]>`select app.takes_work(${id}) as takes`
    expect(row?.takes, role).toBe(carriesWork(role))
  }
})

test('a request for access ends, and cannot be granted to a person who left', async () => {
  const sent = await aSentReferral(force, leaver, officer.agencyId, { ...adult, urgency: 'routine' }, 'service')
  const { caseId } = (await act(force, officer, sent, 'accept')).body
  await force.moveClock('91 days')
  const asked = await force.as(officer)<{ id: string; version: number }>(
    'POST',
    '/requests',
    { caseId, compartment: 'C1', purpose: 'investigation', legalBasis: 'consent' },
    { 'idempotency-key': v7() },
  )
  if (asked.status !== 201) throw new Error(JSON.stringify(asked.body))
  await change(officer, { disabled: true })
  const answer = { action: 'grant', version: asked.body.version + 1 }
  const reply = await force.as(supervisor)<{ type: string }>('POST', `/requests/${asked.body.id}/actions`, answer)
  expect(reply.body.type).toBe('/problems/wrong-status')
})
