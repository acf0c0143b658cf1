import { followGaps } from '@palermo/db/gaps/commands.ts'
import type { Person } from '@palermo/shared/accounts/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Handover, HandoverList } from '@palermo/shared/handovers/contract.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { type AnyType, withLife } from '@palermo/shared/records/collection.ts'
import { columnOf } from '@palermo/shared/records/fields.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { keptOf } from './example.ts'
import { aWorld, type Made, madeFrom, type World } from './maker.ts'

// Makes a record of each type from its example, then hands over its case and disables the accounts of the people who
// work on it.

let force: TaskForce
let world: World
const made: Made[] = []
beforeAll(async () => {
  force = await aTaskForce()
  world = await aWorld(force)
})
afterAll(async () => {
  await world.hands.end()
  await force.end()
})

const rowOf = async ({ plural }: AnyType, id: string): Promise<Record<string, unknown>> => {
  const [row] = await force.owner`select * from ${force.owner(`app.${plural}`)} where id = ${id}`
  return row ?? {}
}

test.each(recordTypes.map((type) => [type.name, type] as const))(
  'a %s is made from its example',
  async (_name, type) => {
    const one = await madeFrom(world, type)
    const expected = Object.fromEntries(keptOf(type).map(([name, value]) => [columnOf(name), value]))
    expect(await rowOf(type, one.id)).toMatchObject(expected)
    made.push(one)
  },
)

test('a type that cannot be made from its example is told by its name', async () => {
  const [type] = recordTypes.filter(({ name }) => name === 'task')
  if (type === undefined) throw new Error('there are no tasks')
  await expect(madeFrom(world, { ...type, name: 'toy', plural: 'toys' })).rejects.toThrow('nobody can make a toy from')
  const { kind: _, ...without } = type.example
  await expect(madeFrom(world, { ...type, example: without })).rejects.toThrow(
    'nobody can make a task from its example',
  )
})

/** The record types of those rows that belong to records made here, so that a failure names the types. */
const typesAmong = (rows: readonly { id: string }[]) =>
  made.filter(({ id }) => rows.some((row) => row.id === id)).map(({ type }) => type.name)
const ids = () => made.map(({ id }) => id)

/**
 * Records that no deadline covers, and records that no member of the responsible agency can open although no gap is
 * recorded.
 */
const lost = async () => {
  await followGaps(world.hands.db, true)
  return {
    orphans: typesAmong(await force.owner`select subject_id as id from app.orphans()`),
    unopened: typesAmong(
      await force.owner`
      select u.subject_id as id from app.unopened_work(true) u
       where not exists (select from app.gaps g where g.subject_id = u.subject_id and g.status = 'open')`,
    ),
  }
}
const nothing = { orphans: [], unopened: [] }

test('every type that waits for somebody waits now, with a clock and an item of work', async () => {
  const waiting = withLife(recordTypes)
    .filter(({ workflow }) => Object.keys(workflow.covered).length > 0)
    .map(({ name }) => name)
  const owed = await force.owner<{ id: string }[]>`
    select k.subject_id as id from app.work_items k
     where k.side = 'owes' and k.subject_id = any (${ids()})
       and exists (select from app.deadlines d where d.subject_id = k.subject_id and d.closed_at is null)`
  expect(typesAmong(owed).toSorted()).toEqual(waiting.toSorted())
  expect(await lost()).toEqual(nothing)
})

test('when the lead of their case is handed to another agency, each record goes with it or stays where it can be opened', async () => {
  const { officer, caseworker } = world.people
  const seen = await force.as(officer)<Case>('GET', `/cases/${world.caseId}`)
  const offer = await force.as(officer)('POST', `/cases/${world.caseId}/actions`, {
    action: 'hand-over',
    version: seen.body.version,
    toAgencyId: caseworker.agencyId,
    asked: 'yes',
    legalBasis: 'consent',
    summary: [{ compartment: 'C1', text: 'All is told.' }],
  })
  expect(offer.status, JSON.stringify(offer.body)).toBe(200)
  const { body } = await force.as(caseworker)<HandoverList>('GET', `/handovers?caseId=${world.caseId}`)
  const [handover] = body.items as [Handover]
  const taken = { action: 'accept', version: handover.version }
  expect((await force.as(caseworker)('POST', `/handovers/${handover.id}/actions`, taken)).status).toBe(200)

  // A party that is defined as the case lead must be the new lead.
  for (const { type, id } of made.filter(({ type: { dossier } }) => dossier === 'case')) {
    const row = await rowOf(type, id)
    if ((type.name === 'case' ? row.id : row.case_id) !== world.caseId) continue
    const leads = Object.entries(type.parties).filter(([, { agency }]) => agency === 'leadAgencyId')
    for (const [relation] of leads) expect(row.lead_agency_id, `${type.name} ${relation}`).toBe(caseworker.agencyId)
    const owedToFormer = await force.owner`
      select key from app.deadlines d
       where d.subject_id = ${id} and d.closed_at is null
         and ((d.applied_rule->>'owes' = any (${leads.map(([relation]) => relation)}) and d.owes_agency_id <> ${caseworker.agencyId})
           or (d.applied_rule->>'owedTo' = any (${leads.map(([relation]) => relation)}) and d.owed_agency_id <> ${caseworker.agencyId}))`
    expect([...owedToFormer], type.name).toEqual([])
  }
  expect(await lost()).toEqual(nothing)
})

test('when all who carry them leave, no record is in the name of any of them, and none is lost', async () => {
  const { administrator } = world.people
  const holders = await force.owner<{ id: string }[]>`
    select distinct k.assignee_id as id from app.work_items k
     where k.subject_id = any (${ids()}) and k.assignee_id is not null and k.assignee_id <> ${administrator.id}
     union select d.owes_person_id from app.deadlines d
     where d.subject_id = any (${ids()}) and d.closed_at is null and d.owes_person_id is not null and d.owes_person_id <> ${administrator.id}`
  expect(holders.length).toBeGreaterThan(0)
  for (const { id } of holders) await leave(administrator, id)
  const named = await force.owner<{ id: string }[]>`
    select d.subject_id as id from app.deadlines d join app.people p on p.id in (d.owes_person_id, d.owed_person_id)
     where d.closed_at is null and p.disabled_at is not null
     union select k.subject_id from app.work_items k join app.people p on p.id = k.assignee_id where p.disabled_at is not null
     union select subject_id from app.work_of_former_staff()`
  expect(typesAmong(named)).toEqual([])
  expect(await lost()).toEqual(nothing)
})

const leave = async (administrator: TestPerson, id: string) => {
  const { body } = await force.as(administrator)<Person>('GET', `/people/${id}`)
  const edit = { version: body.version, disabled: true }
  expect((await force.as(administrator)('PATCH', `/people/${id}`, edit)).status).toBe(200)
}
