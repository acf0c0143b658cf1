import { randomUUID } from 'node:crypto'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, record, refused } from './raw.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let raw: Raw
let sent: Referral

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})
beforeEach(async () => {
  sent = await aSentReferral(force, officer, caseworker.agencyId)
})

describe('an act is one of its workflow, whoever holds the connection', () => {
  /** Updates the status directly in the table and records an event with the given action. */
  const moves = (referral: Referral, status: string, action: string, person = caseworker) =>
    raw.commit(person, async (sql) => {
      await sql`update app.referrals set status = ${status}, version = version + 1 where id = ${referral.id}`
      await record(sql, { ...referral, version: referral.version + 1, status, action })
    })

  test('control: one that is declared, from where it may be taken', async () => {
    await moves(sent, 'received', 'acknowledge')
    expect((await force.as(caseworker)<Referral>('GET', `/referrals/${sent.id}`)).body.status).toBe('received')
  })

  test.each([
    ['a step is skipped', 'in-service', 'start'],
    ['the end is reached at once', 'completed', 'complete'],
    ['one is told as another', 'received', 'assign'],
    ['it is one that there is not', 'received', 'approve'],
    ['it began long ago', 'sent', 'create'],
  ])('refused where %s', async (_what, status, action) => {
    await refused(moves(sent, status, action))
    const after = await force.as(caseworker)<Referral>('GET', `/referrals/${sent.id}`)
    expect(after.body).toMatchObject({ status: 'sent', version: sent.version })
    expect(after.body.timeline.map((event) => event.action)).toEqual(['create', 'send'])
  })

  test('what has its event is not moved again behind it', async () => {
    await refused(
      raw.commit(caseworker, async (sql) => {
        await sql`update app.referrals set status = 'received', version = version + 1 where id = ${sent.id}`
        await record(sql, { ...sent, version: sent.version + 1, status: 'received', action: 'acknowledge' })
        await sql`update app.referrals set status = 'queried' where id = ${sent.id}`
      }),
      'PA204',
    )
  })

  test('a case that has ended is not opened again under another name', async () => {
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    const closed = await force.as(supervisor)<{ version: number }>('GET', `/cases/${accepted.caseId}`)
    const ended = await force.as(supervisor)<{ version: number }>('POST', `/cases/${accepted.caseId}/actions`, {
      action: 'close',
      version: closed.body.version,
      reason: 'help-completed',
    })
    expect(ended.status).toBe(200)
    const version = ended.body.version + 1
    await refused(
      raw.commit(supervisor, async (sql) => {
        await sql`update app.cases set status = 'open', version = ${version} where id = ${accepted.caseId}`
        await record(sql, {
          noun: 'case',
          table: 'cases',
          id: accepted.caseId ?? '',
          version,
          status: 'open',
          action: 'review',
          caseId: accepted.caseId,
        })
      }),
    )
  })
})

describe('what comes with an act is the act’s own, whoever holds the connection', () => {
  let stranger: TestPerson
  beforeAll(async () => {
    stranger = await force.person(await force.agency('immigration'), 'officer')
  })
  type Effects = Omit<Parameters<typeof record>[1], 'id' | 'version' | 'status' | 'caseId' | 'action'>
  const acknowledges = (effects: Effects) =>
    raw.commit(caseworker, async (sql) => {
      await sql`update app.referrals set status = 'received', version = version + 1 where id = ${sent.id}`
      await record(sql, { ...sent, version: sent.version + 1, status: 'received', action: 'acknowledge', ...effects })
    })
  const asks = (opens: Effects['opens']) =>
    raw.commit(caseworker, async (sql) => {
      await sql`update app.referrals set status = 'queried', version = version + 1 where id = ${sent.id}`
      await record(sql, {
        ...sent,
        version: sent.version + 1,
        status: 'queried',
        action: 'query',
        ...(opens ? { opens } : {}),
      })
    })

  test('control: its clocks, owed and told at its two ends', async () => {
    await asks([
      { key: 'referral.query-reply', owes: officer.agencyId, owesPerson: officer.id, owed: caseworker.agencyId },
    ])
    const open = await force.owner<{ key: string }[]>`
      select key from app.deadlines where subject_id = ${sent.id} and closed_at is null order by key`
    expect(open.map(({ key }) => key)).toEqual(['referral.answer', 'referral.query-reply'])
  })
  test('control: told to the other end, and carried by a colleague', () =>
    acknowledges({
      notifies: [{ agencyId: officer.agencyId, personId: officer.id }],
      people: [{ agency: caseworker.agencyId, person: supervisor.id }],
    }))

  const nothingOf = async (other: TestPerson) => {
    const [row] = await force.owner<{ any: boolean }[]>`
      select exists (select from app.work_items where agency_id = ${other.agencyId})
        or exists (select from app.deadlines where ${other.agencyId} in (owes_agency_id, owed_agency_id))
        or exists (select from app.outbox where payload::text like ${`%${other.agencyId}%`}) as any`
    expect(row?.any).toBe(false)
    expect((await force.as(caseworker)<Referral>('GET', `/referrals/${sent.id}`)).body.status).toBe('sent')
  }
  test.each([
    ['a third agency is told', () => ({ notifies: [{ agencyId: stranger.agencyId, personId: null }] })],
    ['everybody of a function is told', () => ({ notifies: [{ agencyId: null, personId: null }] })],
    [
      'a person of a third agency is told',
      () => ({ notifies: [{ agencyId: officer.agencyId, personId: stranger.id }] }),
    ],
    ['a third agency carries it', () => ({ people: [{ agency: stranger.agencyId, person: stranger.id }] })],
    [
      'a person of the other end carries it here',
      () => ({ people: [{ agency: caseworker.agencyId, person: officer.id }] }),
    ],
    ['it stops the clock of the answer', () => ({ closes: ['referral.acknowledge', 'referral.answer'] })],
    ['it leaves its own clock running', () => ({ closes: [] })],
    ['it starts a clock of another act', () => ({ opens: [{ key: 'referral.first-contact' }] })],
  ])('refused where %s', async (_what, effects) => {
    await refused(acknowledges(effects()))
    await nothingOf(stranger)
  })
  test.each([
    ['a third agency owes', () => [{ key: 'referral.query-reply', owes: stranger.agencyId }]],
    ['it is owed to a third agency', () => [{ key: 'referral.query-reply', owed: stranger.agencyId }]],
    ['a person of a third agency owes', () => [{ key: 'referral.query-reply', owesPerson: stranger.id }]],
    ['its clock is not started', () => []],
  ])('refused where %s', async (_what, opens) => {
    await refused(asks(opens()))
    await nothingOf(stranger)
  })
})

describe('a creation starts the clocks that its record type declares, whoever holds the connection', () => {
  const creates = async (opens?: readonly { key: string }[]) => {
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    const id = randomUUID()
    await raw.commit(caseworker, async (sql) => {
      await sql`insert into app.tasks (id, status, case_id, case_reference, kind, audience, compartment, agency_id, assignee_id, author_id, due_at)
        select ${id}, 'open', c.id, c.reference, 'call', 'helping', 'C1', ${caseworker.agencyId}, ${caseworker.id}, ${caseworker.id},
            app.now() + interval '1 day'
          from app.cases c where c.id = ${accepted.caseId}`
      const task = { noun: 'task', table: 'tasks', id, version: 1, status: 'open', caseId: accepted.caseId }
      await record(sql, { ...task, action: 'create', opens: opens ?? [] })
    })
    return force.owner<{ key: string }[]>`select key from app.deadlines where subject_id = ${id}`
  }

  test('control: the clock that covers it', async () => {
    expect(await creates([{ key: 'task.due' }])).toEqual([{ key: 'task.due' }])
  })
  test.each([
    ['its clock is not started', []],
    ['it starts a clock of another record type', [{ key: 'task.due' }, { key: 'case.review' }]],
  ])('refused where %s', (_what, opens) => refused(creates(opens)))
})
