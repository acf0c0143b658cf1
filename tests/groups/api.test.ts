import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Companions, Group, GroupList } from '@palermo/shared/groups/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawConnection } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let shelter: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  shelter = await force.person(await force.agency('ngo'), 'caseworker')
  stranger = await force.person(await force.agency('health'), 'caseworker')
})
afterAll(() => force.end())

const aCase = async (): Promise<Case> => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  await act(force, caseworker, sent, 'accept')
  return (await force.as(caseworker)<Case>('GET', `/cases/${sent.caseId}`)).body
}
const keep = (person: TestPerson, row: Case, others: readonly Case[], more: object = {}) =>
  force.as(person)<Group>(
    'POST',
    '/groups',
    { caseId: row.id, kind: 'family', wish: 'together', references: others.map(({ reference }) => reference), ...more },
    { 'idempotency-key': v7() },
  )
const list = (person: TestPerson, { id }: Case) => force.as(person)<GroupList>('GET', `/groups?caseId=${id}`)
const actOn = (person: TestPerson, { id }: Group, input: object) =>
  force.as(person)<Group>('POST', `/groups/${id}/actions`, input)
const asked = async ({ id }: Case): Promise<Referral> => {
  const body = { kind: 'service', caseId: id, toAgencyId: shelter.agencyId, formId: 'intake-short', formVersion: 1 }
  const draft = await force.as(caseworker)<{ referral: Referral }>(
    'POST',
    '/referrals',
    { ...body, answers: { ...adult, kind: 'service' } },
    { 'idempotency-key': v7() },
  )
  return (await act(force, caseworker, draft.body.referral, 'send')).body
}
const companions = (person: TestPerson, { id }: Pick<Referral, 'id'>) =>
  force.as(person)<Companions>('GET', `/groups/companions?referralId=${id}`)

test('of a family’s other cases the database tells an agency that has one referral of it their number, and no id', async () => {
  const [mother, child, aunt] = [await aCase(), await aCase(), await aCase()]
  expect((await keep(caseworker, mother, [child, aunt])).status).toBe(201)
  const sent = await asked(mother)
  const raw = rawConnection(force)
  const told = async () => {
    const [row] = await raw.attempt(
      shelter,
      (sql) => sql<{ size: number; cases: string }[]>`select size, cases::text from app.group_of_referral(${sent.id})`,
    )
    return { size: row?.size, cases: row?.cases }
  }
  expect(await told()).toEqual({ size: 3, cases: `{${mother.id}}` })
  await asked(child)
  expect((await told()).cases).toContain(child.id)
  expect((await told()).cases).not.toContain(aunt.id)
  await raw.end()
})

describe('a family', () => {
  test('is kept together, added to, left, and its wish changes', async () => {
    const [mother, child, aunt] = [await aCase(), await aCase(), await aCase()]
    const made = await keep(caseworker, mother, [child])
    expect(made.status).toBe(201)
    expect(made.body.members.map(({ caseId }) => caseId).sort()).toEqual([mother.id, child.id].sort())
    await actOn(caseworker, made.body, { action: 'add', reference: aunt.reference })
    const twice = await actOn(caseworker, made.body, { action: 'add', reference: aunt.reference })
    expect(twice.body.members).toHaveLength(3)
    expect((await actOn(caseworker, made.body, { action: 'take-out', caseId: child.id })).body.members).toHaveLength(2)
    expect((await actOn(caseworker, made.body, { action: 'take-out', caseId: child.id })).status).toBe(404)
    expect((await actOn(caseworker, made.body, { action: 'set-wish', wish: 'near' })).body.wish).toBe('near')
    expect((await list(caseworker, aunt)).body.items).toMatchObject([{ wish: 'near', kind: 'family' }])
    expect((await list(caseworker, child)).body.items).toEqual([])
  })

  test('tells whoever sees one of them nothing of the others', async () => {
    const [mother, child] = [await aCase(), await aCase()]
    const made = await keep(caseworker, mother, [child])
    await force.as(supervisor)('POST', `/cases/${mother.id}/members`, { personId: colleague.id })
    const { body } = await list(colleague, mother)
    expect(body.items[0]?.members.map(({ caseId }) => caseId)).toEqual([mother.id])
    expect(JSON.stringify(body)).not.toContain(child.reference)
    expect((await list(supervisor, mother)).status).toBe(403)
    expect((await list(stranger, mother)).status).toBe(404)
    expect((await actOn(stranger, made.body, { action: 'set-wish', wish: 'apart' })).status).toBe(404)
    expect((await actOn(colleague, made.body, { action: 'take-out', caseId: child.id })).status).toBe(404)
    const refused = await actOn(colleague, made.body, { action: 'add', reference: child.reference })
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/reference' }] })
    const raw = rawConnection(force)
    const seen = await raw.attempt(
      colleague,
      (sql) => sql`select case_id from app.group_members where group_id = ${made.body.id}`,
    )
    expect([...seen]).toEqual([{ case_id: mother.id }])
    expect(await raw.attempt(stranger, (sql) => sql`select * from app.groups where id = ${made.body.id}`)).toHaveLength(
      0,
    )
    await raw.end()
  })
})

describe('a referral of one of them', () => {
  test('says before it is accepted how many they are and what they wish, and who is asked for there too', async () => {
    const [mother, child, aunt] = [await aCase(), await aCase(), await aCase()]
    await keep(caseworker, mother, [child, aunt])
    const [first, second] = [await asked(mother), await asked(child)]
    const told = await companions(shelter, first)
    expect(told.body.group).toMatchObject({ kind: 'family', wish: 'together', size: 3 })
    expect(told.body.group?.referrals.map(({ id }) => id)).toEqual([second.id])
    expect(JSON.stringify(told.body)).not.toContain(aunt.reference)
    expect((await companions(caseworker, second)).body.group?.referrals.map(({ id }) => id)).toEqual([first.id])
    expect((await companions(stranger, first)).status).toBe(404)
  })

  test('says nothing while nobody has been asked, nor of somebody alone', async () => {
    const [mother, child, alone] = [await aCase(), await aCase(), await aCase()]
    await keep(caseworker, mother, [child], { wish: 'not-asked' })
    expect((await companions(shelter, await asked(mother))).body).toEqual({ group: null })
    expect((await companions(shelter, await asked(alone))).body).toEqual({ group: null })
  })
})

test('codes that are none, or not theirs to connect, are told at their places', async () => {
  const row = await aCase()
  const body = { caseId: row.id, kind: 'group', references: [row.reference, 'PH-1'] }
  const key = { 'idempotency-key': v7() }
  expect((await force.as(caseworker)('POST', '/groups', body, key)).body).toMatchObject({
    errors: [{ pointer: '/references/1' }],
  })
  const other = await aCase()
  expect((await keep(stranger, row, [other])).status).toBe(404)
  expect((await keep(supervisor, row, [other])).status).toBe(403)
})
