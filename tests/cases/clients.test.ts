import type { Client } from '@palermo/shared/cases/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
const ids: string[] = []

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  for (const name of ['Canary Ana', 'Canary Bea', 'Canary Cleo']) {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, { ...adult, 'known-as': name })
    ids.push((await act(force, caseworker, sent, 'accept')).body.caseId ?? '')
  }
})
afterAll(() => force.end())

const clients = (person: TestPerson, query = '') =>
  force.as(person)<{ items: Client[]; nextCursor: string | null }>('GET', `/cases/clients${query}`)
const namesOf = async (person: TestPerson) => (await clients(person)).body.items.map(({ callName }) => callName)

test('a caseworker finds their own clients by name, and nobody else finds them', async () => {
  expect(new Set(await namesOf(caseworker))).toEqual(new Set(['Canary Ana', 'Canary Bea', 'Canary Cleo']))
  // No names are listed for a colleague who is on none of these cases, a supervisor who reads no identity, and an
  // officer who only referred.
  for (const person of [colleague, supervisor, officer]) expect(await namesOf(person)).toEqual([])
})

test('a look that has ended, a bar and a closed case end it', async () => {
  const [first = '', second = '', third = ''] = ids
  await force.owner`update app.case_members set until_at = app.now() where case_id = ${first} and person_id = ${caseworker.id} and compartment = 'C1'`
  await force.owner`insert into app.case_bars (case_id, person_id) values (${second}, ${caseworker.id})`
  expect((await clients(caseworker)).body.items.map(({ caseId }) => caseId)).toEqual([third])
  await force.owner`update app.case_members set until_at = null where case_id = ${first} and person_id = ${caseworker.id}`
  await force.owner`delete from app.case_bars where case_id = ${second}`
})

test('each name that is shown stands in the log of its case; what is not shown does not', async () => {
  const [last] = await force.owner<{ id: string }[]>`select coalesce(max(id), 0)::text as id from aud.leaf`
  const logged = async () =>
    (
      await force.owner<{ id: string }[]>`
        select subject_id as id from aud.leaf where id > ${last?.id ?? '0'}::bigint and kind = 'client.listed' and actor = ${caseworker.id} order by id desc limit 50`
    ).map(({ id }) => id)
  const { body } = await clients(caseworker, '?limit=2')
  expect(body.items).toHaveLength(2)
  expect(new Set(await logged())).toEqual(new Set(body.items.map(({ caseId }) => caseId)))
  const rest = await clients(caseworker, `?limit=2&cursor=${encodeURIComponent(body.nextCursor ?? '')}`)
  expect(rest.body.items).toHaveLength(1)
  expect(rest.body.nextCursor).toBeNull()
  expect(await logged()).toHaveLength(3)
})

test('nothing can be searched for by name, so that no name stands in an address or a log', async () => {
  const asked = await clients(caseworker, '?q=Canary')
  expect(asked.status).toBe(422)
  const rows = await force.owner<{ all: string }[]>`select row_to_json(l)::text as all from aud.leaf l`
  expect(rows.filter(({ all }) => all.includes('Canary'))).toEqual([])
})
