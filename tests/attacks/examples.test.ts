import { Audience, admits } from '@palermo/shared/audiences.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import { columnOf } from '@palermo/shared/records/fields.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aWorld, type Made, madeFrom, type World } from '../records/maker.ts'
import { addressOf, ofTheApi, type Registered, watchRoutes } from '../routes/registered.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { readableAtRest } from './at-rest.ts'
import { type Raw, rawConnection } from './raw.ts'

// Creates a record of each type from its example, and checks who can read its texts and its id, and at which addresses.

let force: TaskForce
let raw: Raw
let world: World
const logged: string[] = []
const made = new Map<string, Made>()
/** The answer to each person at each address. `isList`: the address names neither a record nor a case. */
const answers: { who: string; url: string; isList: boolean; body: string }[] = []
const faults: string[] = []

beforeAll(async () => {
  const watched = watchRoutes()
  force = await aTaskForce('int', logged)
  watched.stop()
  raw = rawConnection(force)
  world = await aWorld(force)
  for (const type of recordTypes) {
    try {
      made.set(type.name, await madeFrom(world, type))
    } catch (error) {
      faults.push(`${type.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  await world.hands.sweep()
  await world.hands.tell()
  const routes = watched.routes.filter(
    (route) => ofTheApi(route) && route.method === 'GET' && !route.url.endsWith('/stream'),
  )
  for (const [who, person] of Object.entries(world.people))
    for (const route of routes)
      for (const url of addressesOf(route)) {
        const headers = { authorization: `Bearer ${person.token}` }
        const reply = await force.app.inject({ url, headers })
        expect(reply.statusCode, `${who} ${route.url}`).toBeLessThan(500)
        answers.push({ who, url, isList: url === route.url, body: reply.body })
      }
}, 300_000)
afterAll(async () => {
  await raw.end()
  await world.hands.end()
  await force.end()
})

/** Returns every address of a route: one for each created record, with a case where the route asks for a case. */
const addressesOf = (route: Registered): string[] => {
  if (!route.url.includes(':')) {
    const asksForCase = route.schema.querystring instanceof z.ZodObject && 'caseId' in route.schema.querystring.shape
    return asksForCase ? caseIds().map((id) => `${route.url}?caseId=${id}`) : [route.url]
  }
  const plural = route.url.split('/')[2]
  const own = [...made.values()].filter(({ type }) => type.plural === plural).map(({ id }) => id)
  return (plural === 'cases' ? [...own, ...caseIds()] : own).map((id) => addressOf(route, id))
}
const caseIds = () => [world.caseId]

const madeOf = ({ name }: AnyType): Made => {
  const found = made.get(name)
  if (found === undefined)
    throw new Error(faults.find((fault) => fault.startsWith(`${name}: `)) ?? `no ${name} was made`)
  return found
}
const rowOf = async ({ type, id }: Pick<Made, 'type' | 'id'>) => {
  const [row] =
    await force.owner`select to_jsonb(t) as row from ${force.owner(`app.${type.plural}`)} t where id = ${id}`
  return (row?.row ?? {}) as Record<string, string | null>
}
/** Returns the people whose answers contained the text, at any address. */
const readersOf = (text: string) => [
  ...new Set(answers.filter(({ body }) => body.includes(text)).map(({ who }) => who)),
]

/**
 * Returns the members of the compartment that the declaration
 * names, and in C0 also supervisors and heads of member agencies.
 */
const inside = async ({ type, id }: Made, place: AnyType['compartment'] | { field: string }) => {
  const row = await rowOf({ type, id })
  const chosen = typeof place === 'object' ? ('field' in place ? place.field : place.chosenBy) : undefined
  const wall = chosen === undefined ? String(place) : (row[columnOf(chosen)] ?? '')
  return force.owner<{ id: string; leads: boolean }[]>`
    select p.id, m.agency_id = c.lead_agency_id as leads
      from app.case_members m join app.cases c on c.id = m.case_id join app.people p on p.agency_id = m.agency_id
     where m.case_id = ${row.case_id ?? null} and m.compartment = ${wall} and m.until_at is null
       and (m.person_id = p.id or (${wall} = 'C0' and p.function in ('supervisor', 'head')))`
}

/**
 * Returns the people who may read a text of this record by its
 * declaration: members of its compartment and of its audience.
 */
const entitled = async (one: Made, field: string): Promise<string[]> => {
  const { type } = one
  const row = await rowOf(one)
  const members = await inside(one, type.fields[field]?.sealedIn ?? type.compartment)
  const audience = Object.entries(type.allFields).find(([, { kind }]) => kind === 'audience')?.[0]
  return namesOf((person) => {
    const member = members.find(({ id }) => id === person.id)
    if (member === undefined) return false
    if (audience === undefined || row.agency_id === person.agencyId) return true
    return admits(Audience.parse(row[columnOf(audience)]), { ...person, leads: member.leads })
  })
}
const namesOf = (holds: (person: TestPerson) => boolean) =>
  Object.entries(world.people).flatMap(([who, person]) => (holds(person) ? [who] : []))

describe.each(recordTypes.map((type) => [type.name, type] as const))('%s', (_name, type) => {
  test('is made from its example', () => {
    expect(madeOf(type).id).toBeTruthy()
  })

  test('its texts are read in their compartment and audience, at some address by each, and by others at none', async () => {
    const one = madeOf(type)
    const fields = Object.entries(type.fields).flatMap(([name, { kind }]) => (kind === 'text' ? [name] : []))
    expect(Object.keys(one.texts).toSorted(), 'texts of the example').toEqual(fields.toSorted())
    for (const [field, text] of Object.entries(one.texts)) {
      const readers = await entitled(one, field)
      expect(readers.length, `${field} has readers`).toBeGreaterThan(0)
      expect(readersOf(text).toSorted(), field).toEqual(readers.toSorted())
    }
  })

  test('whether there is one is known to its readers, to those in its compartment and to those who were told of it or answer for its work', async () => {
    const one = madeOf(type)
    const told = await force.owner<{ id: string }[]>`
      select person_id as id from app.notices where ${one.id} in (subject_id, case_id)
      -- Work of an agency in C0 is read by its supervisors and heads; work in a compartment only by those who stand in it.
      union select p.id from app.work_items k join app.people p on p.agency_id = k.agency_id
       where k.subject_id = ${one.id} and p.function in ('supervisor', 'head')
         and ${type.compartment === 'C0' || typeof type.compartment !== 'string'}`
    const known = await inside(one, type.compartment)
    const readers: string[] = []
    for (const [who, person] of Object.entries(world.people)) {
      const rows = await raw
        .attempt(person, (sql) => sql`select id from ${sql(`app.${type.plural}`)} where id = ${one.id}`)
        .catch(() => [])
      const isOutside = rows.length === 0 && ![...told, ...known].some(({ id }) => id === person.id)
      if (!isOutside) readers.push(who)
    }
    expect(readersOf(one.id).filter((who) => !readers.includes(who))).toEqual([])
  })
})

test('no list, queue, count or page of notices shows a text of an example', () => {
  const texts = [...made.values()].flatMap((one) => Object.values(one.texts))
  const shown = answers.filter(({ isList, body }) => isList && texts.some((text) => body.includes(text)))
  expect(shown.map(({ who, url }) => `${who} ${url}`)).toEqual([])
})

test('no text of an example stands readable in any table or in the log', async () => {
  const texts = Object.fromEntries(
    [...made.values()].flatMap(({ type, texts: own }) =>
      Object.entries(own).map(([field, text]) => [`${type.name}.${field}`, text]),
    ),
  )
  expect(Object.keys(texts).length).toBeGreaterThan(3)
  expect(await readableAtRest(force.owner, texts)).toEqual([])
  const log = logged.join('')
  expect(Object.values(texts).filter((text) => log.includes(text))).toEqual([])
})
