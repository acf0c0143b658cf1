import type { Look, LookPage } from '@palermo/shared/audit/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawConnection } from '../attacks/raw.ts'
import { aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let lead: TestPerson
let colleague: TestPerson
let boss: TestPerson
let doctor: TestPerson
let stranger: TestPerson
let auditor: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  const ngo = await force.agency('ngo')
  lead = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  boss = await force.person(ngo, 'supervisor')
  doctor = await force.person(await force.agency('health'), 'caseworker')
  stranger = await force.person(await force.agency('police'), 'officer')
  auditor = await force.person(await force.agency('secretariat'), 'auditor')
  caseId = await aServedCase(force, lead, doctor)
  await force.as(doctor)('GET', `/cases/${caseId}`)
  await force.as(stranger)('GET', `/cases/${caseId}`)
  await force.as(boss)('GET', `/cases/${caseId}/timeline`)
})
afterAll(() => force.end())

const looks = (person: TestPerson, more = '') => force.as(person)<LookPage>('GET', `/cases/${caseId}/access${more}`)
const told = ({ kind, function: role, personName, refused }: Look) =>
  [kind, role, personName, refused ? 'refused' : null].filter(Boolean).join(' ')

test('whoever leads reads who looked, by agency and function, and by name their own colleagues', async () => {
  const { status, body } = await looks(lead)
  expect(status).toBe(200)
  expect(body.items.map(told)).toEqual([
    'case.access-viewed caseworker Test Person',
    'case.timeline-viewed supervisor Test Person',
    'case.viewed officer refused',
    'case.viewed caseworker',
    'referral.acted caseworker',
    'referral.acted caseworker Test Person',
  ])
  expect(body.items[3]?.agency).toMatchObject({ id: doctor.agencyId, sector: 'health' })
  expect(
    body.items
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  ).toEqual(body.items.map(({ at }) => at))
})

test('that it was printed is a line of its own, written for nobody who does not see it', async () => {
  expect((await force.as(doctor)('POST', `/cases/${caseId}/prints`)).status).toBe(204)
  const { body } = await looks(lead, '?limit=2')
  expect(body.items.map(told)[1]).toBe('case.printed caseworker')
  const stranger = await force.person(await force.agency('labour'), 'officer')
  const print = async (id: string) => {
    const { status, body } = await force.as(stranger)<{ requestId: string }>('POST', `/cases/${id}/prints`)
    return { status, body: { ...body, requestId: '' } }
  }
  expect(await print(caseId)).toEqual(await print(crypto.randomUUID()))
  expect((await print(caseId)).status).toBe(404)
})

test('it is read page by page, and nothing twice', async () => {
  const all: string[] = []
  for (let cursor = ''; ; ) {
    const { body } = await looks(boss, `?limit=2${cursor}`)
    all.push(...body.items.map(({ id }) => id))
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThan(6)
  expect((await looks(boss, '?cursor=x')).status).toBe(422)
})

test('others on the team, strangers and those who are barred do not', async () => {
  expect((await looks(doctor)).status).toBe(403)
  expect((await looks(stranger)).status).toBe(404)
  await force.owner`insert into app.case_bars (case_id, person_id) values (${caseId}, ${boss.id})`
  expect((await looks(boss)).status).toBe(404)
  // A colleague who is not on the case cannot read who opened it.
  expect((await looks(colleague)).status).toBe(404)
})

test('an auditor reads it without a name, of a case that there is', async () => {
  const { status, body } = await looks(auditor)
  expect(status).toBe(200)
  expect(body.items.length).toBeGreaterThan(3)
  expect(body.items.every(({ personName }) => personName === null)).toBe(true)
  expect((await force.as(auditor)('GET', `/cases/${lead.id}/access`)).status).toBe(404)
})

test('raw SQL gets no line of another’s case, and the log itself to nobody', async () => {
  const raw = rawConnection(force)
  const lines = (person: TestPerson) =>
    raw.attempt(person, (sql) => sql`select * from app.case_access(${caseId}, null, 100)`)
  expect(await lines(doctor)).toHaveLength(0)
  expect(await lines(stranger)).toHaveLength(0)
  expect((await lines(lead)).length).toBeGreaterThan(0)
  await raw.end()
})
