import { functions, sectors } from '@palermo/shared/actor.ts'
import { admits, audienceBehind, audienceRules, audiences, protecting } from '@palermo/shared/audiences.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'

let sql: postgres.Sql
let drop: () => Promise<void>
beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.drop
  sql = postgres(fresh.url, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end()
  await drop()
})

test('whom an audience takes in is the same to the database and to the pages', async () => {
  const rows = await sql<{ audience: string; sector: string; function: string; leads: boolean; admitted: boolean }[]>`
    select a as audience, s as sector, f as function, l as leads,
        authz.audience_admits(a, s, array[f], l and authz.protects(s)) as admitted
      from unnest(${[...audiences]}::text[]) a, unnest(${[...sectors]}::text[]) s, unnest(${[...functions]}::text[]) f,
        unnest(array[true, false]) l`
  expect(rows).toHaveLength(audiences.length * sectors.length * functions.length * 2)
  const key = (...parts: unknown[]) => parts.join(' ')
  const told = new Map(rows.map((row) => [key(row.audience, row.sector, row.function, row.leads), row.admitted]))
  for (const audience of audiences)
    for (const sector of sectors)
      for (const role of functions)
        for (const leads of [true, false])
          expect(told.get(key(audience, sector, role, leads)), key(audience, sector, role, leads)).toBe(
            admits(audience, { sector, function: role, leads }),
          )
})

test('and so is in which compartments an entry for it may lie, and who helps', async () => {
  const lies = await sql<{ audience: string; compartment: string }[]>`
    select a as audience, w as compartment from unnest(${[...audiences, 'everybody']}::text[]) a,
        unnest(array['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6a', 'C6b', 'C7', 'C8']) w where authz.audience_lies(a, w)`
  expect(lies.map(({ audience, compartment }) => `${audience} ${compartment}`).sort()).toEqual(
    audiences
      .flatMap((audience) => audienceRules[audience].behind.map((compartment) => `${audience} ${compartment}`))
      .sort(),
  )
  const usual = await sql<{ audience: string }[]>`
    select authz.audience_behind(w) as audience from unnest(${[...openCompartments]}::text[]) with ordinality t(w, n) order by n`
  expect(usual.map(({ audience }) => audience)).toEqual(openCompartments.map(audienceBehind))
  const helping = await sql<
    { sector: string }[]
  >`select s as sector from unnest(${[...sectors]}::text[]) s where authz.protects(s)`
  expect(helping.map(({ sector }) => sector).sort()).toEqual([...protecting].sort())
})

test('no audience that a writer is offered takes in police or immigration, but those that name them', () => {
  const takesIn = (sector: 'police' | 'immigration') =>
    audiences.filter((audience) =>
      functions.some((role) => [true, false].some((leads) => admits(audience, { sector, function: role, leads }))),
    )
  expect(takesIn('police')).toEqual(['police-and-prosecutor'])
  expect(takesIn('immigration')).toEqual(['status'])
})
