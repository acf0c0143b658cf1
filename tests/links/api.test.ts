import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Link, LinkList } from '@palermo/shared/links/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let officer: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  stranger = await force.person(await force.agency('health'), 'caseworker')
})
afterAll(() => force.end())

const aCase = async (by: TestPerson = caseworker): Promise<Case> => {
  const sent = await aSentReferral(force, officer, by.agencyId)
  await act(force, by, sent, 'accept')
  return (await force.as(by)<Case>('GET', `/cases/${sent.caseId}`)).body
}
const link = (person: TestPerson, one: Case, other: Case | string, more: object = {}) =>
  force.as(person)<Link>(
    'POST',
    '/links',
    { caseId: one.id, reference: typeof other === 'string' ? other : other.reference, kind: 'same-place', ...more },
    { 'idempotency-key': v7() },
  )
const list = (person: TestPerson, { id }: Case) => force.as(person)<LinkList>('GET', `/links?caseId=${id}`)

test('two cases are linked, seen from both ends, and the link can be ended', async () => {
  const [one, other] = [await aCase(), await aCase()]
  const made = await link(caseworker, one, ` ${other.reference.toLowerCase()} `)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ kind: 'same-place', compartment: 'C1', other: { reference: other.reference } })
  expect((await list(caseworker, other)).body.items).toMatchObject([{ other: { reference: one.reference } }])
  expect((await link(caseworker, other, one)).body).toMatchObject({ errors: [{ pointer: '/kind' }] })
  expect((await link(caseworker, one, one)).body).toMatchObject({ errors: [{ pointer: '/reference' }] })
  expect((await force.as(caseworker)('POST', `/links/${made.body.id}/end`, {})).status).toBe(204)
  expect((await list(caseworker, one)).body.items).toEqual([])
  expect((await force.as(caseworker)('POST', `/links/${made.body.id}/end`, {})).status).toBe(404)
})

test('who stands in the compartment at one end alone learns nothing of the other: not by list, count, or refusal', async () => {
  const [one, other] = [await aCase(), await aCase()]
  await force.as(supervisor)('POST', `/cases/${one.id}/members`, { personId: colleague.id })
  const before = await list(colleague, one)
  await link(caseworker, one, other)
  const after = await list(colleague, one)
  expect(after.body).toEqual(before.body)
  expect(after.body).toEqual({ items: [], compartments: ['C1'] })
  // The supervisor sees the outline of both cases and has access to no compartment of either.
  expect((await list(supervisor, one)).body).toEqual({ items: [], compartments: [] })
  expect((await list(stranger, one)).status).toBe(404)
  const hidden = await aCase(stranger)
  const nowhere = 'PH-000000000'
  const refusals = [
    await link(caseworker, one, hidden),
    await link(colleague, one, other),
    await link(caseworker, one, other, { compartment: 'C5' }),
  ].map(({ status, body }) => [status, (body as unknown as { errors?: object }).errors])
  expect(refusals[0]).toEqual(refusals[1])
  expect(refusals[0]?.[0]).toBe(422)
  expect(refusals[2]?.[0]).toBe(403)
  expect((await link(caseworker, one, nowhere)).status).toBe(422)
  const raw = rawConnection(force)
  for (const person of [colleague, supervisor, stranger])
    expect(
      await raw.attempt(
        person,
        (sql) => sql`select * from app.case_links where case_id = ${one.id} or other_case_id = ${one.id}`,
      ),
    ).toHaveLength(0)
  const [first, second] = [one.id, hidden.id].sort()
  await refused(
    raw.attempt(
      caseworker,
      (sql) => sql`insert into app.case_links (id, case_id, other_case_id, kind, compartment, agency_id, person_id)
        values (${v7()}, ${first ?? ''}, ${second ?? ''}, 'related', 'C1', ${caseworker.agencyId}, ${caseworker.id})`,
    ),
  )
  await raw.end()
})

test('a code that is none is refused before anything is looked up', async () => {
  const one = await aCase()
  for (const reference of ['PH-123', `${one.reference.slice(0, -1)}${one.reference.endsWith('0') ? '1' : '0'}`, ''])
    expect((await link(caseworker, one, reference)).body).toMatchObject({ errors: [{ pointer: '/reference' }] })
})
