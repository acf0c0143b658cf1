import { countWeeks, publishWeek } from '@palermo/db/statistics/counting.ts'
import { nationalities, stateless } from '@palermo/shared/codes/countries.ts'
import { regionOf } from '@palermo/shared/codes/regions.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { columns, method, statisticsTables } from '@palermo/shared/statistics/tables.ts'
import { publishWeeks } from '@palermo/workers/statistics/publication.ts'
import { openSolver } from '@palermo/workers/statistics/solver.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedOfRun } from '../seed-of-run.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { admit, countsOf, type Somebody, somebody } from './people.ts'
import { countAndPublish } from './publish.ts'

let force: TaskForce
let worker: ByHand
let lead: TestPerson
let people: Somebody[]

beforeAll(async () => {
  console.log(`statistics: PALERMO_SEED=${seedOfRun}`)
  force = await aTaskForce()
  worker = byHand(force)
  lead = await force.person(await force.agency('secretariat'), 'lead')
  people = fc.sample(somebody, { seed: seedOfRun, numRuns: 400 })
})
afterAll(async () => {
  await worker.end()
  await force.end()
})

const read = async (query = '') => (await force.as(lead)<Statistics>('GET', `/statistics${query}`)).body
const ago = async (time: string): Promise<string> => {
  const [{ at }] = (await force.owner`select app.now() - ${time}::interval as at`) as [{ at: Date }]
  return at.toISOString()
}

test('before the first count there are no tables, and that is said', async () => {
  expect(await read()).toMatchObject({ week: null, asOf: null, tables: [], trend: [] })
})

test('rows and regions are the same to the database and to everybody else', async () => {
  const rows = await force.owner<{ table_name: string; names: string[] }[]>`
    select table_name, array_agg(row_name order by place) as names from app.statistics_rows group by 1`
  expect(Object.fromEntries(rows.map(({ table_name, names }) => [table_name, names]))).toEqual(
    Object.fromEntries(Object.entries(statisticsTables).map(([name, { rows: names }]) => [name, [...names]])),
  )
  const regions = await force.owner<
    { country: string; region: string }[]
  >`select country, region from app.country_regions`
  const told = new Map(regions.map(({ country, region }) => [country, region]))
  for (const country of nationalities) expect([country, told.get(country)]).toEqual([country, regionOf(country)])
  // Antarctica has no nationals, and stateless persons are counted separately.
  expect(nationalities.filter((country) => !told.has(country))).toEqual(['AQ', stateless])
})

test('every table is what the people are, to within the rounding, and nothing under eleven is shown', async () => {
  await admit(force.owner, people, await ago('20 days'))
  const weeks = (await countAndPublish(worker)).length
  // Twenty days contain two or three Mondays, on each of which a week is counted.
  expect([2, 3]).toContain(weeks)
  const { tables, week, trend } = await read()
  expect(trend).toHaveLength(weeks)
  expect(trend.at(-1)?.week).toBe(week)
  expect(tables.map(({ table }) => table)).toEqual(Object.keys(statisticsTables))
  const counts = countsOf(people)
  const shown: number[] = []
  for (const { table, rows } of tables) {
    expect(rows.map(({ row }) => row)).toEqual([...statisticsTables[table].rows])
    for (const row of rows) {
      for (const column of columns) {
        const n = counts.get(`${table}|${row.row}|${column}`) ?? 0
        const value = row[column]
        if (value === null) continue
        shown.push(value)
        const rounded = method.base * Math.round(n / method.base)
        expect([table, row.row, column, n >= method.threshold, value]).toEqual([table, row.row, column, true, rounded])
      }
    }
  }
  expect(shown.length).toBeGreaterThan(60)
})

test('a week is counted once: done again, by two at the same time, or after the people have changed, it stays', async () => {
  const before = await read()
  await admit(force.owner, people.slice(0, 100), await ago('20 days'))
  expect(await Promise.all([countWeeks(worker.db), countWeeks(worker.db)])).toEqual([0, 0])
  expect(await read()).toEqual(before)
  await force.moveClock('7 days')
  expect(await countAndPublish(worker)).toMatchObject([{ proved: true }])
  expect((await read()).tables[0]?.rows[0]?.all).toBeGreaterThan(before.tables[0]?.rows[0]?.all ?? 0)
  // The published figures of the earlier week can still be read unchanged.
  expect((await read(`?week=${before.week}`)).tables).toEqual(before.tables)
})

test('one person with two cases is one person; who was no victim is none', async () => {
  const at = await ago('1 hour')
  const [twin] = people.filter(({ outcome }) => outcome === 'in-contact')
  if (!twin) throw new Error('nobody is in contact')
  const [one, two] = await admit(force.owner, [twin, twin], at)
  const count = async () =>
    (await force.owner`select count(*)::int as n from app.statistics_people(app.now())`)[0]?.n as number
  const apart = await count()
  await force.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`update app.case_persons set person_id = (select person_id from app.case_persons where case_id = ${one ?? ''}) where case_id = ${two ?? ''}`
  })
  expect(await count()).toBe(apart - 1)
  await force.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`update app.cases set status = 'closed', closing_reason = 'not-a-victim', closed_at = opened_at where id in ${sql([one ?? '', two ?? ''])}`
  })
  expect(await count()).toBe(apart - 2)
})

test('somebody whose case an agency keeps for itself is not counted', async () => {
  const counted = async () => {
    const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from app.statistics_people(app.now())`
    return row?.n ?? 0
  }
  const before = await counted()
  const kept = await force.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    return sql`
      update app.cases set agency_only = true where id = (select c.id from app.cases c join app.case_persons p on p.case_id = c.id
        where c.closing_reason is null and c.opened_at < app.now() limit 1) returning id`
  })
  expect(kept).toHaveLength(1)
  expect(await counted()).toBe(before - 1)
})

test('a week that is counted and not yet published is not read by anybody', async () => {
  const before = await read()
  await force.moveClock('7 days')
  expect(await countWeeks(worker.db)).toBe(1)
  expect(await read()).toEqual(before)
  expect(await countAndPublish(worker)).toHaveLength(1)
  expect((await read()).weeks).toHaveLength(before.weeks.length + 1)
})

test('weeks that were missed for longer than is made up are named as published without a total, the later ones are not', async () => {
  expect((await read()).unpublished).toEqual([])
  await force.moveClock('42 days')
  const published = await countAndPublish(worker)
  expect(published).toHaveLength(6)
  const { unpublished, trend } = await read()
  // Six weeks were missed, and only the last four of them are proved.
  expect(unpublished).toEqual(trend.slice(-6, -4).map(({ week }) => week))
  expect(published.slice(0, 2).map(({ shown }) => shown)).toEqual([0, 0])
})

test('of a week whose proof does not end in time nothing is shown', async () => {
  await admit(force.owner, people.slice(0, 60), await ago('1 minute'))
  await force.moveClock('7 days')
  await countWeeks(worker.db)
  expect(await publishWeeks(worker.db, openSolver().solve, -1)).toMatchObject([{ proved: false, shown: 0 }])
  const { tables, week } = await read()
  expect(
    tables.flatMap(({ rows }) => rows.flatMap((row) => columns.map((column) => row[column]))).every((n) => n === null),
  ).toBe(true)
  // A proof that ends after the week was published shows nothing more.
  expect(await publishWeek(worker.db, week ?? '', ['people|all|all'])).toBe(false)
})
