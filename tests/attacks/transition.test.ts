import { compartmentsFor } from '@palermo/shared/cases/compartments.ts'
import { compartments } from '@palermo/shared/compartments.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { Sql } from 'postgres'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, record, refused } from './raw.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let doctor: TestPerson
let raw: Raw
let other: Raw
/** A referral that the police sent and the NGO has not accepted yet. */
let sent: Referral
/** A referral between other agencies, of which the NGO may learn nothing. */
let foreign: Referral

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  doctor = await force.person(await force.agency('health'), 'caseworker')
  const labour = await force.person(await force.agency('labour'), 'officer')
  foreign = await aSentReferral(force, labour, doctor.agencyId)
  raw = rawConnection(force)
  other = rawConnection(force)
})
afterAll(async () => {
  await Promise.all([raw.end(), other.end()])
  await force.end()
})
beforeEach(async () => {
  sent = await aSentReferral(force, officer, caseworker.agencyId)
})

const accepting = (sql: Sql, referral: Referral, assignee: string) =>
  sql`update app.referrals set status = 'accepted', version = version + 1, assignee_id = ${assignee}, accepted_at = app.now(),
    lead_agency_id = to_agency_id, lead_person_id = ${assignee} where id = ${referral.id}`

describe('a row moves with its event, or not at all', () => {
  test('control: the receiver accepts by hand, in the order of `transition`', async () => {
    await raw.commit(caseworker, async (sql) => {
      await accepting(sql, sent, caseworker.id)
      await record(sql, { ...sent, version: sent.version + 1, status: 'accepted' })
    })
    const after = await force.as(caseworker)<Referral>('GET', `/referrals/${sent.id}`)
    expect(after.body).toMatchObject({ status: 'accepted', version: sent.version + 1 })
  })

  test.each([
    ['its status', `status = 'received'`],
    ['status and version', `status = 'received', version = version + 1`],
    ['its version', `version = version + 1`],
    ['what is needed', `needs = '{doctor}'`],
    ['when it was sent', `sent_at = sent_at - interval '1 year'`],
  ])('changing %s alone is refused at the commit, and nothing of it stays', async (_what, set) => {
    await refused(
      raw.commit(caseworker, (sql) => sql.unsafe(`update app.referrals set ${set} where id = '${sent.id}'`)),
      /^PA20[49]$/,
    )
    expect((await force.as(caseworker)('GET', `/referrals/${sent.id}`)).body).toMatchObject({
      status: 'sent',
      version: sent.version,
      urgency: sent.urgency,
    })
  })

  test('a case is not closed, nor a task finished, by a plain update', async () => {
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    await force.as(caseworker)(
      'POST',
      '/tasks',
      { caseId: accepted.caseId, kind: 'call', dueAt: '2030-01-01T00:00:00Z' },
      { 'idempotency-key': v7() },
    )
    for (const statement of [
      `update app.cases set status = 'closed' where id = '${accepted.caseId}'`,
      `update app.cases set urgency = urgency, updated_at = now() where id = '${accepted.caseId}'`,
      `update app.tasks set status = 'done' where case_id = '${accepted.caseId}'`,
      `update app.tasks set due_at = due_at + interval '1 year' where case_id = '${accepted.caseId}'`,
    ]) {
      await refused(
        raw.commit(caseworker, (sql) => sql.unsafe(statement)),
        /^(42501|PA\d{3})$/,
      )
    }
  })

  test('nothing is recorded that was not moved here and now', async () => {
    const moved = { ...sent, version: sent.version + 1, status: 'received' }
    const move = (sql: Sql) =>
      sql`update app.referrals set status = 'received', version = version + 1 where id = ${sent.id}`
    await refused(raw.attempt(caseworker, (sql) => record(sql, sent)))
    await refused(raw.attempt(null, (sql) => record(sql, sent)))
    // Another connection changed the row, and its transaction is still open.
    await raw.attempt(caseworker, async (sql) => {
      await move(sql)
      await refused(other.attempt(caseworker, (theirs) => record(theirs, moved)))
    })
    // The row was changed, but the event claims another status, another case or another noun.
    for (const lie of [{ status: 'completed' }, { caseId: foreign.caseId }, { caseId: null }, { noun: 'case' }]) {
      await refused(
        raw.attempt(caseworker, async (sql) => {
          await move(sql)
          return record(sql, { ...moved, ...lie })
        }),
      )
    }
  })

  test('somebody else’s referral is not moved, and nothing tells that it is there', async () => {
    const counts = await Promise.all(
      [foreign.id, v7()].map((id) =>
        raw.attempt(caseworker, (sql) => sql`update app.referrals set urgency = 'soon' where id = ${id}`),
      ),
    )
    expect(counts.map(({ count }) => count)).toEqual([0, 0])
  })
})

describe('a receiver cannot turn its own referral into a key to others', () => {
  const fails = (set: string, person = caseworker, id = sent.id) =>
    refused(raw.attempt(person, (sql) => sql.unsafe(`update app.referrals set ${set} where id = '${id}'`)))

  test('not by pointing it at another case', () => fails(`case_id = '${foreign.caseId}'`))
  test('not by leading a case that it did not accept', () =>
    fails(`lead_agency_id = to_agency_id, lead_person_id = null`))
  test('not by handing it to a third agency', () => fails(`to_agency_id = '${doctor.agencyId}'`))
  test('not by making it a matter of the lead', () =>
    fails(`kind = case kind when 'lead' then 'service' else 'lead' end`))
  test('not by writing words into the shell', () => fails(`answers = '{"x": "a story"}'`))
  test('not by accepting what it declined', async () => {
    const declined = await act(force, caseworker, sent, 'decline', { reason: 'no-capacity' })
    expect(declined.status).toBe(200)
    await fails(`status = 'accepted', accepted_at = app.now()`)
  })
  test('nor can the sender accept in the receiver’s place', () => fails(`status = 'accepted'`, officer))
  test('nor can it be carried by somebody of another agency, there or not', async () => {
    await fails(`assignee_id = '${doctor.id}'`)
    await fails(`assignee_id = '${v7()}'`)
  })

  test('control: acceptance opens the compartments of sector and function, whatever more is asked for', async () => {
    const stood = await raw.attempt(caseworker, async (sql) => {
      await accepting(sql, sent, caseworker.id)
      await sql`select app.grant_by_acceptance(${sent.id}, ${v7()}, ${caseworker.id}, ${`{${compartments.join(',')}}`}::text[])`
      const [row] = await sql<
        { compartments: string }[]
      >`select array_to_string(authz.compartments(${sent.caseId}), ' ') as compartments`
      return row?.compartments.split(' ').sort()
    })
    expect(stood).toEqual(compartmentsFor(caseworker))
  })
})

describe('the functions of a command refuse out of turn', () => {
  const all = `{${compartments.join(',')}}`
  const fails = (person: TestPerson, work: (sql: Sql) => Promise<unknown>) => refused(raw.attempt(person, work))

  test('nobody opens a case that is there already', () =>
    fails(
      doctor,
      (sql) => sql`select app.open_case(${foreign.caseId}, ${all}::text[], ${v7()}, null, null, null, '\\x00', '{}')`,
    ))

  test('nobody is granted a view without accepting now', async () => {
    const grant = (sql: Sql) =>
      sql`select app.grant_by_acceptance(${sent.id}, ${v7()}, ${caseworker.id}, ${all}::text[])`
    await fails(caseworker, grant)
    await act(force, caseworker, sent, 'accept')
    await fails(caseworker, grant)
    await fails(caseworker, async (sql) => {
      await sql`update app.referrals set version = version + 1 where id = ${sent.id}`
      return grant(sql)
    })
  })

  test('the lead moves to whoever accepted, and to nobody else', async () => {
    await fails(caseworker, (sql) => sql`select app.move_lead(${sent.id}, ${caseworker.id})`)
    for (const person of [doctor.id, supervisor.id, v7()]) {
      await fails(caseworker, async (sql) => {
        await accepting(sql, sent, caseworker.id)
        return sql`select app.move_lead(${sent.id}, ${person})`
      })
    }
  })

  test('a lead that moves without an event for each row is refused at commit', async () => {
    const moving = raw.commit(caseworker, async (sql) => {
      await accepting(sql, sent, caseworker.id)
      await record(sql, { ...sent, version: sent.version + 1, status: 'accepted' })
      const moved = await sql`select noun from app.move_lead(${sent.id}, ${caseworker.id})`
      expect([...moved]).toEqual([{ noun: 'case' }])
    })
    await refused(moving, 'PA209')
    const after = await force.as(officer)<Referral>('GET', `/referrals/${sent.id}`)
    expect(after.body).toMatchObject({ status: 'sent', version: sent.version })
  })

  test('an agency’s own supervisor puts its own people on its own cases', async () => {
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    const assign = (person: TestPerson, caseId: string | null, whom: string) => (sql: Sql) =>
      person && sql`select app.assign_member(${caseId}, ${whom}, ${all}::text[])`
    const newcomer = await force.person(caseworker.agencyId, 'lawyer')
    await fails(caseworker, assign(caseworker, accepted.caseId, newcomer.id))
    await fails(supervisor, assign(supervisor, accepted.caseId, doctor.id))
    await fails(supervisor, assign(supervisor, foreign.caseId, newcomer.id))
    await raw.attempt(supervisor, async (sql) => {
      await assign(supervisor, accepted.caseId, newcomer.id)(sql)
      const [row] =
        await sql`select array_agg(compartment order by compartment) as compartments from app.case_members where person_id = ${newcomer.id}`
      expect(row?.compartments).toBe('{C0,C1,C3,C4}')
    })
  })

  test('words are adopted by the case that their writer’s referral opened', async () => {
    await fails(caseworker, (sql) => sql`select app.adopt_texts(${sent.id}, ${sent.caseId})`)
    await fails(officer, (sql) => sql`select app.adopt_texts(${sent.id}, ${foreign.caseId})`)
    await fails(officer, (sql) => sql`select app.forget_draft(${sent.id})`)
  })

  test('sessions of others end by an administrator alone, and nobody ends a foreign one as his own', async () => {
    await fails(caseworker, (sql) => sql`select authz.end_sessions_of(${officer.id})`)
    const [session] = await force.owner`select id from authz.sessions where person_id = ${officer.id}`
    const [row] = await raw.attempt(caseworker, (sql) => sql`select authz.end_session(${session?.id}) as ended`)
    expect(row?.ended).toBe(false)
  })
})

test('a referral begins as a draft of one’s own, in a case of one’s own', async () => {
  const insert = (sql: Sql, more: Record<string, string | null>) =>
    sql`insert into app.referrals ${sql({
      id: v7(),
      status: 'draft',
      kind: 'lead',
      thread_id: v7(),
      from_agency_id: officer.agencyId,
      from_person_id: officer.id,
      to_agency_id: caseworker.agencyId,
      urgency: 'soon',
      age_band: '21-29',
      form_id: 'intake-short',
      form_version: '1',
      ...more,
    })}`
  const id = v7()
  await raw.attempt(officer, (sql) => insert(sql, { id, thread_id: id }))
  for (const more of [
    { thread_id: foreign.threadId },
    { thread_id: id, id, from_person_id: caseworker.id },
    { thread_id: id, id, from_agency_id: caseworker.agencyId },
    { thread_id: id, id, status: 'sent', case_id: foreign.caseId },
    { thread_id: id, id, status: 'sent', case_id: v7() },
    { thread_id: id, id, status: 'accepted', case_id: sent.caseId },
    { thread_id: id, id, assignee_id: caseworker.id },
    { thread_id: id, id, lead_agency_id: officer.agencyId },
  ]) {
    await refused(raw.attempt(officer, (sql) => insert(sql, more)))
  }
})

test('what two agencies know of each other through a case is known to those on it', async () => {
  const accepted = (await act(force, caseworker, sent, 'accept')).body
  const colleague = await force.person(caseworker.agencyId, 'caseworker')
  const administrator = await force.person(caseworker.agencyId, 'administrator')
  const barred = await force.person(caseworker.agencyId, 'supervisor')
  await force.owner`insert into app.case_bars (case_id, person_id) values (${accepted.caseId}, ${barred.id})`
  const look = (person: TestPerson) =>
    raw.attempt(person, async (sql) => {
      const [row] = await sql`
        select (select count(*) from app.case_members where case_id = ${accepted.caseId})::int as members,
          (select count(*) from app.grants where case_id = ${accepted.caseId})::int as grants,
          (select count(*) from app.deadlines where case_id = ${accepted.caseId})::int as clocks,
          (select count(*) from app.events where case_id = ${accepted.caseId})::int as events`
      return row
    })
  expect(await look(caseworker)).toMatchObject({ members: expect.any(Number), grants: 1 })
  const none = { members: 0, grants: 0, events: 0 }
  expect(await look(administrator)).toEqual({ ...none, clocks: 0 })
  expect(await look(barred)).toEqual({ ...none, clocks: 0 })
  expect(await look(colleague)).toMatchObject(none)
  expect(await look(doctor)).toEqual({ ...none, clocks: 0 })
})

test('a lead is given away by whoever leads, and once', async () => {
  const inCase = async (sender: TestPerson, caseId: string | null, toAgencyId: string, kind: 'lead' | 'service') => {
    const body = { kind, caseId, toAgencyId, formId: 'intake-short', formVersion: 1, answers: { ...adult, kind } }
    const draft = await force.as(sender)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })
    return act(force, sender, draft.body.referral, 'send')
  }
  const first = await aSentReferral(force, officer, caseworker.agencyId, adult, 'service')
  await act(force, caseworker, first, 'accept')
  // The NGO is a serving agency of this case; the police lead it.
  expect((await inCase(caseworker, first.caseId, doctor.agencyId, 'lead')).body).toMatchObject({
    type: '/problems/invalid',
    errors: [{ pointer: '/kind' }],
  })
  const toNgo = (await inCase(officer, first.caseId, caseworker.agencyId, 'lead')).body
  const toDoctor = (await inCase(officer, first.caseId, doctor.agencyId, 'lead')).body
  expect((await act(force, caseworker, toNgo, 'accept')).status).toBe(200)
  expect((await act(force, doctor, toDoctor, 'accept')).body).toMatchObject({
    type: '/problems/changed-meanwhile',
    current: { kind: 'service' },
  })
  const late = await act(force, doctor, { ...toDoctor, version: toDoctor.version + 1 }, 'accept')
  expect(late.body).toMatchObject({ status: 'accepted', kind: 'service' })
  const [row] = await force.owner`select lead_agency_id from app.cases where id = ${first.caseId}`
  expect(row?.lead_agency_id).toBe(caseworker.agencyId)
})
