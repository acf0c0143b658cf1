import { moveUnanswered } from '@palermo/db/approvals/unanswered.ts'
import type { Person } from '@palermo/shared/accounts/contract.ts'
import type { Approval, ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let administrator: TestPerson
let colleague: TestPerson
let ngoHead: TestPerson
let police: string
let policeHead: TestPerson
let auditor: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  const secretariat = await force.agency('secretariat')
  administrator = await force.person(secretariat, 'administrator')
  colleague = await force.person(secretariat, 'administrator')
  auditor = await force.person(secretariat, 'auditor')
  ngoHead = await force.person(await force.agency('ngo'), 'head')
  police = await force.agency('police')
  policeHead = await force.person(police, 'head')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

const add = (role: string, agencyId = police) =>
  force.as(administrator)<Person>(
    'POST',
    '/people',
    { agencyId, name: 'Canary Newcomer', email: `${v7()}@example.test`, function: role },
    { 'idempotency-key': v7() },
  )
const read = async (id: string) => (await force.as(administrator)<Person>('GET', `/people/${id}`)).body
const box = async (person: TestPerson, which: string) =>
  (await force.as(person)<ApprovalPage>('GET', `/approvals?box=${which}&limit=100`)).body.items
const one = async (person: TestPerson, id: string) => (await force.as(person)<Approval>('GET', `/approvals/${id}`)).body
const answer = async (person: TestPerson, id: string, action: string, more: object = {}) =>
  force.as(person)<Approval>('POST', `/approvals/${id}/actions`, {
    action,
    version: (await one(person, id)).version ?? 1,
    ...more,
  })
/** The head who is asked for this approval now. */
const askedOf = async (id: string) => {
  const [row] = await force.owner<
    { person: string }[]
  >`select to_person_id as person from app.approvals where id = ${id}`
  return [ngoHead, policeHead].find((person) => person.id === row?.person) as TestPerson
}

describe('an account that gives power over others', () => {
  test.each(['supervisor', 'head', 'administrator'])(
    'a %s stays closed until another agency approves it',
    async (role) => {
      const made = (await add(role)).body
      expect(made).toMatchObject({ function: role, waiting: { function: role }, invited: true })
      expect(made.disabledAt).not.toBeNull()
      expect(await force.owner`select from authz.links where person_id = ${made.id}`).toHaveLength(0)
      const id = made.waiting?.approvalId ?? ''
      const approver = await askedOf(id)
      const seen = (await box(approver, 'to-answer')).find((approval) => approval.id === id)
      expect(seen).toMatchObject({
        act: { kind: 'account', function: role },
        account: { name: 'Canary Newcomer' },
        actions: ['approve', 'refuse'],
        status: 'asked',
      })
      expect((await answer(approver, id, 'approve')).body).toMatchObject({
        status: 'approved',
        alone: false,
        actions: [],
      })
      expect(await read(made.id)).toMatchObject({ function: role, disabledAt: null, waiting: null })
      expect(await force.owner`select from authz.links where person_id = ${made.id}`).toHaveLength(1)
    },
  )

  test('is not made by refusing, withdrawing, or an answer that comes too late', async () => {
    const refused = (await add('head')).body
    const id = refused.waiting?.approvalId ?? ''
    const approver = await askedOf(id)
    expect((await answer(approver, id, 'refuse')).status).toBe(422)
    expect((await answer(approver, id, 'refuse', { reason: 'not-needed' })).body.status).toBe('refused')
    expect(await read(refused.id)).toMatchObject({ waiting: null, disabledAt: refused.disabledAt })
    expect((await answer(approver, id, 'approve')).status).toBe(409)

    const withdrawn = (await add('head')).body
    const other = withdrawn.waiting?.approvalId ?? ''
    const asked = await askedOf(other)
    expect((await answer(administrator, other, 'withdraw')).body.status).toBe('withdrawn')
    expect((await answer(asked, other, 'approve')).status).toBe(409)
    expect((await read(withdrawn.id)).disabledAt).not.toBeNull()
  })

  test('is approved by nobody of the asker’s agency, of an agency that was not asked, or of another role', async () => {
    const id = (await add('head')).body.waiting?.approvalId ?? ''
    const approver = await askedOf(id)
    const stranger = [ngoHead, policeHead].find((person) => person !== approver) as TestPerson
    const caseworker = await force.person(approver.agencyId, 'caseworker')
    const supervisor = await force.person(approver.agencyId, 'supervisor')
    for (const person of [administrator, colleague, caseworker, supervisor, stranger, auditor]) {
      const reply = await force.as(person)('POST', `/approvals/${id}/actions`, { action: 'approve', version: 1 })
      expect([403, 404]).toContain(reply.status)
    }
    expect((await one(approver, id)).status).toBe('asked')
  })

  test('is not approved by somebody whom the asker appointed within 30 days, and is after that', async () => {
    const ask = async () => {
      const id = (await add('supervisor')).body.waiting?.approvalId ?? ''
      await force.owner`update app.approvals set to_agency_id = ${police}, to_person_id = null where id = ${id}`
      return id
    }
    await force.owner`insert into authz.appointments (person_id, by_person_id) values (${policeHead.id}, ${administrator.id})`
    const id = await ask()
    expect((await one(policeHead, id)).actions).toEqual([])
    expect((await answer(policeHead, id, 'approve')).status).toBe(403)
    await force.owner`update authz.appointments set at = app.now() - interval '31 days' where person_id = ${policeHead.id}`
    expect((await answer(policeHead, id, 'approve')).body.status).toBe('approved')
  })

  test('needs the same when somebody is promoted or opened again, and what else changes is changed at once', async () => {
    const made = (await add('caseworker')).body
    expect(made).toMatchObject({ waiting: null, disabledAt: null })
    const promoted = await force.as(administrator)<Person>('PATCH', `/people/${made.id}`, {
      version: made.version,
      function: 'head',
      name: 'Another Name',
    })
    expect(promoted.body).toMatchObject({ name: 'Another Name', function: 'caseworker', waiting: { function: 'head' } })
    const again = await force.as(administrator)('PATCH', `/people/${made.id}`, {
      version: promoted.body.version,
      function: 'head',
    })
    expect(again.body).toMatchObject({ errors: [{ pointer: '/function' }] })
    const id = promoted.body.waiting?.approvalId ?? ''
    await answer(await askedOf(id), id, 'approve')
    const head = await read(made.id)
    expect(head.function).toBe('head')

    const closed = await force.as(administrator)<Person>('PATCH', `/people/${made.id}`, {
      version: head.version,
      disabled: true,
    })
    expect(closed.body.disabledAt).not.toBeNull()
    const opened = await force.as(administrator)<Person>('PATCH', `/people/${made.id}`, {
      version: closed.body.version,
      disabled: false,
    })
    expect(opened.body).toMatchObject({ disabledAt: closed.body.disabledAt, waiting: { function: 'head' } })
  })

  test('its owner hears of every change, by mail and in the app, and the agency’s heads of each new account', async () => {
    const owner = await force.person(police, 'caseworker')
    await force.as(administrator)('PATCH', `/people/${owner.id}`, { version: 1, phone: '+639171234567' })
    await hands.tell()
    expect((await toldTo(force, owner.id)).map(({ topic }) => topic)).toEqual(['account.changed'])
    expect(await force.owner`select kind from app.outbound_messages where person_id = ${owner.id}`).toEqual([
      { kind: 'account-changed' },
    ])
    const before = (await toldTo(force, policeHead.id)).filter(({ topic }) => topic === 'account.added').length
    await add('caseworker')
    await hands.tell()
    const after = (await toldTo(force, policeHead.id)).filter(({ topic }) => topic === 'account.added').length
    expect(after).toBe(before + 1)
  })
})

describe('a request that nobody answers', () => {
  test('goes on to another agency once its time has run out, and is never without a clock', async () => {
    const id = (await add('head')).body.waiting?.approvalId ?? ''
    const first = await askedOf(id)
    expect(await moveUnanswered(hands.db)).toBe(0)
    await force.moveClock('6 days')
    expect(await moveUnanswered(hands.db)).toBeGreaterThan(0)
    const second = await askedOf(id)
    expect(second.id).not.toBe(first.id)
    expect(await force.owner`select from app.orphans()`).toHaveLength(0)
    expect((await force.as(first)('GET', `/approvals/${id}`)).status).toBe(404)
    expect((await answer(second, id, 'approve')).body.status).toBe('approved')
  })

  test('ends when its asker has left', async () => {
    const leaving = await force.person(administrator.agencyId, 'administrator')
    const made = await force.as(leaving)<Person>(
      'POST',
      '/people',
      { agencyId: police, name: 'Somebody', email: `${v7()}@example.test`, function: 'head' },
      { 'idempotency-key': v7() },
    )
    const id = made.body.waiting?.approvalId ?? ''
    await force.owner`update app.people set disabled_at = now() where id = ${leaving.id}`
    await moveUnanswered(hands.db)
    expect((await one(auditor, id)).status).toBe('withdrawn')
  })
})

test('auditors read all of it without a name; others only what is theirs', async () => {
  const all = await box(auditor, 'all')
  expect(all.length).toBeGreaterThan(5)
  expect(JSON.stringify(all)).not.toMatch(/Canary|Test Person/)
  const caseworker = await force.person(police, 'caseworker')
  expect(await box(caseworker, 'all')).toEqual([])
})
