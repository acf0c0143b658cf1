import type { Case } from '@palermo/shared/cases/contract.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Raw, rawConnection } from '../attacks/raw.ts'
import { seedOfRun } from '../seed-of-run.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import {
  aCaseOf,
  allPlaces,
  aWorld,
  handOver,
  helps,
  join,
  leadOf,
  leave,
  open,
  type Place,
  replace,
  type Told,
  type World,
  type Written,
  write,
} from './world.ts'

let force: TaskForce
let world: World
let raw: Raw
beforeAll(async () => {
  force = await aTaskForce()
  world = await aWorld(force)
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

/**
 * The agencies that each audience includes besides the author's agency, written out here so that a mistake in the
 * product is noticed; `lead`: the leading agency, if it helps the person.
 */
const takesIn: Record<string, readonly (Place | 'lead')[]> = {
  'own-agency': [],
  'own-agency-and-lead': ['lead'],
  helping: ['shelter', 'welfare', 'clinic', 'legal aid'],
  health: ['shelter', 'welfare', 'clinic', 'legal aid'],
  whereabouts: ['shelter', 'welfare', 'clinic', 'legal aid'],
  'lawyer-and-lead': ['legal aid', 'lead'],
  status: ['shelter', 'welfare', 'clinic', 'legal aid', 'immigration'],
  'police-and-prosecutor': ['police', 'prosecution'],
}

interface Stay {
  agency_id: string
  from: number
  until: number
}
/** The periods in which each agency was on the case, and the compartments that each person may read now. */
const facts = async (caseId: string) => {
  const stays = await force.owner<Stay[]>`
    select agency_id, extract(epoch from from_at)::float8 as "from", coalesce(extract(epoch from until_at), 'infinity')::float8 as until
      from app.case_members where case_id = ${caseId}`
  const compartments = await force.owner<{ person: string; compartment: string }[]>`
    select person_id as person, compartment from app.case_members where case_id = ${caseId} and until_at is null`
  return { stays, compartments }
}
type Facts = Awaited<ReturnType<typeof facts>>

const wasThere = ({ opened }: Told, { stays }: Facts, place: Place, { at, place: writer }: Written) =>
  stays.some(({ agency_id, from, until }) => agency_id === world.at[place].agencyId && from <= at && at <= until) ||
  opened.some((one) => one.to === place && at <= one.at && (one.whole || one.by === writer))

/** Whether a person of this agency may read the entry, computed independently of the product. */
const reads = (told: Told, now: Facts, place: Place, person: TestPerson, note: Written): boolean => {
  if (!now.compartments.some((one) => one.person === person.id && one.compartment === note.compartment)) return false
  if (note.place === place || note.addressedTo === place) return true
  const leads = leadOf(told) === place && helps.includes(place)
  const among = (takesIn[note.audience] ?? []).some((one) => one === place || (one === 'lead' && leads))
  if (among && wasThere(told, now, place, note)) return true
  if (!leads) return false
  // Each earlier lead, until the next lead took over.
  return told.leads.slice(0, -1).some((before, i) => {
    const until = told.leads[i + 1]?.from ?? 0
    if (note.at > until) return false
    return (
      before.place === note.place ||
      before.place === note.addressedTo ||
      (among && wasThere(told, now, before.place, note))
    )
  })
}

const step = fc.record({
  what: fc.constantFrom('join', 'write', 'write', 'write', 'write', 'leave', 'open', 'hand-over', 'replace'),
  who: fc.constantFrom(...allPlaces),
  whom: fc.constantFrom(...allPlaces),
  audience: fc.constantFrom(...Object.keys(takesIn)),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const take = async (told: Told, { what, who, whom, audience }: Step) => {
  // Moves the clock, so that two steps never happen at the same time.
  await force.moveClock('1 minute')
  if (what === 'join') await join(world, told, whom)
  else if (what === 'leave') await leave(world, told, whom)
  else if (what === 'open') await open(world, told, who, whom)
  else if (what === 'hand-over') await handOver(world, told, whom)
  else if (what === 'replace') await replace(world, told)
  else expect([201, 403, 404]).toContain(await write(world, told, who, audience))
}

const people = (): [Place, TestPerson][] => [
  ...allPlaces.map((place): [Place, TestPerson] => [place, world.at[place]]),
  ['shelter', world.colleague],
]
let compared = 0
let shown = 0

const compare = async (told: Told) => {
  const now = await facts(told.caseId)
  for (const [place, person] of people()) {
    const expected = told.written.filter((note) => reads(told, now, place, person, note)).map(({ id }) => id)
    const page = await force.as(person)<Case>('GET', `/cases/${told.caseId}`)
    const told_ = page.status === 200 ? page.body.notes : []
    expect(told_.map(({ id }) => id).sort(), `${place}, on the page`).toEqual([...expected].sort())
    expect(told_.filter(({ text }) => !text.startsWith('Canary'))).toEqual([])
    const rows = await raw.attempt(
      person,
      (sql) => sql<{ notes: string[]; words: string[] }[]>`
        select to_json(array(select id from app.notes where case_id = ${told.caseId})) as notes,
          to_json(array(select subject_id from app.sealed_texts where case_id = ${told.caseId} and subject_kind = 'note')) as words`,
    )
    expect([...(rows[0]?.notes ?? [])].sort(), `${place}, by SQL`).toEqual([...expected].sort())
    expect([...(rows[0]?.words ?? [])].sort(), `${place}, the words by SQL`).toEqual([...expected].sort())
    compared += told.written.length
    shown += expected.length
  }
}

test(`who reads a note is what its audience and the history of the case say, by the page and by SQL (seed ${seedOfRun})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 28, maxLength: 28 }), async (history) => {
      const told = await aCaseOf(world)
      for (const one of ['welfare', 'police', 'immigration', 'legal aid'] as const) await join(world, told, one)
      for (const one of history.slice(0, 14)) await take(told, one)
      await compare(told)
      for (const one of history.slice(14)) await take(told, one)
      await compare(told)
    }),
    { numRuns: 9, seed: seedOfRun, endOnFailure: true },
  )
  console.log(`${compared} pairs of reader and note compared, ${shown} of them readable`)
  expect(compared).toBeGreaterThan(200)
  expect(shown).toBeGreaterThan(50)
}, 240_000)
