import { countWeeks } from '@palermo/db/statistics/counting.ts'
import { lineOf } from '@palermo/db/statistics/presented.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import {
  method,
  populationGroups,
  type StatisticsTableName,
  statisticsTableNames,
  statisticsTables,
} from '@palermo/shared/statistics/tables.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { Attacker, type Published } from './attacker.ts'
import { admit, countsOf, type Somebody, somebody } from './people.ts'

/**
 * Somebody collects everything that is ever published: all tables of all weeks. Whatever they take from whatever, no count
 * under eleven comes out, nor any other count of a group, to within fewer than five people.
 */
const seed = Number(process.env.PALERMO_SEED ?? Math.floor(Math.random() * 2 ** 31))
const weeks = 4
let force: TaskForce
let worker: ByHand
let lead: TestPerson
/** What was published week by week, and what was true. */
const published: { week: string; tables: Published; truth: Map<string, number> }[] = []

beforeAll(async () => {
  console.log(`statistics: PALERMO_SEED=${seed}`)
  force = await aTaskForce()
  worker = byHand(force)
  lead = await force.person(await force.agency('secretariat'), 'lead')
  const all: Somebody[] = []
  for (let week = 0; week < weeks; week++) {
    // Few people more from one week to the next: what a difference of two weeks would tell first.
    const more = fc.sample(somebody, { seed: seed + week, numRuns: week === 0 ? 150 : 3 + week })
    const [{ at }] = (await force.owner`select app.now() as at`) as [{ at: Date }]
    await admit(force.owner, more, at.toISOString())
    all.push(...more)
    await force.moveClock('7 days')
    await countWeeks(worker.db)
    const { body } = await force.as(lead)<Statistics>('GET', '/statistics')
    published.push({ week: body.week ?? '', tables: body.tables, truth: countsOf(all) })
  }
})
afterAll(async () => {
  await worker.end()
  await force.end()
})

const only = (tables: Published, names: readonly StatisticsTableName[]) =>
  tables.filter(({ table }) => names.includes(table))
const cellsOf = (table: StatisticsTableName) =>
  statisticsTables[table].rows.flatMap((row) => [...populationGroups, 'all'].map((group) => `${table}|${row}|${group}`))
const small = (truth: Map<string, number>, cell: string) => {
  const n = truth.get(cell) ?? 0
  return n > 0 && n < method.threshold
}
const pairs = statisticsTableNames
  .slice(1)
  .flatMap((one, at, names) => names.slice(at + 1).map((two) => [one, two] as const))
/** Some of many, each time others, and the same again under the same seed. */
const some = <T>(items: readonly T[], n: number, salt: number): T[] =>
  items.length === 0 ? [] : fc.sample(fc.constantFrom(...items), { seed: seed + salt, numRuns: n })

test.each(pairs)('no small count comes out of %s and %s together', (one, two) => {
  for (const [at, { week, tables, truth }] of published.slice(-2).entries()) {
    const attacker = new Attacker({ error: 4 }).learn(week, only(tables, ['people', one, two]))
    const targets = [...cellsOf(one), ...cellsOf(two)].filter((cell) => small(truth, cell))
    for (const cell of new Set(some(targets, 4, at))) {
      const [least, most] = attacker.range(week, cell)
      const n = truth.get(cell) ?? 0
      expect([cell, least <= n, n <= most]).toEqual([cell, true, true])
      expect([cell, `${least}–${most}`, most - least >= method.base - 1]).toEqual([cell, `${least}–${most}`, true])
    }
  }
})

test('nor out of help, services, proceedings and who of them was helped, which say most of each other', () => {
  const last = published.at(-1)
  if (!last) throw new Error('nothing was published')
  const names = ['people', 'help', 'service', 'proceedings', 'help-and-proceedings'] as const
  const attacker = new Attacker({ error: 4 }).learn(last.week, only(last.tables, names))
  const targets = names.flatMap(cellsOf).filter((cell) => small(last.truth, cell))
  expect(targets.length).toBeGreaterThan(20)
  for (const cell of new Set(some(targets, 4, 99))) {
    const [least, most] = attacker.range(last.week, cell)
    expect([cell, `${least}–${most}`, most - least >= method.base - 1]).toEqual([cell, `${least}–${most}`, true])
  }
})

test('nor what a week added, out of that week and the one before', () => {
  for (const [at, now] of published.entries()) {
    const before = published[at - 1]
    if (!before) continue
    for (const table of statisticsTableNames) {
      const added = (cell: string) => (now.truth.get(cell) ?? 0) - (before.truth.get(cell) ?? 0)
      const targets = cellsOf(table).filter((cell) => added(cell) > 0 && added(cell) < method.threshold)
      for (const cell of new Set(some(targets, 2, at))) {
        const attacker = (week: typeof now) =>
          new Attacker({ error: 4 }).learn(week.week, only(week.tables, ['people', table]))
        const [l0, m0] = attacker(before).range(before.week, cell)
        const [l1, m1] = attacker(now).range(now.week, cell)
        expect([cell, l1 - m0 <= added(cell), added(cell) <= m1 - l0]).toEqual([cell, true, true])
        expect([cell, m1 - l0 - (l1 - m0) >= method.base - 1]).toEqual([cell, true])
      }
    }
  }
})

test('nor to somebody who knows besides that nobody is ever missing who was counted before', () => {
  const two = published.slice(-2)
  const [before, now] = two
  if (!before || !now) throw new Error('nothing was published')
  for (const table of statisticsTableNames.slice(1)) {
    const attacker = new Attacker({ error: 4 })
    for (const { week, tables } of two) attacker.learn(week, only(tables, ['people', table]))
    attacker.grows(before.week, now.week, 'people|all')
    const targets = cellsOf(table).filter((cell) => small(now.truth, cell))
    for (const cell of new Set(some(targets, 2, 7))) {
      for (const { week } of two) {
        const [least, most] = attacker.range(week, cell)
        expect([cell, `${least}–${most}`, most > least]).toEqual([cell, `${least}–${most}`, true])
      }
    }
  }
})

test('no number that is not shown is left over alone in a sum', () => {
  for (const { tables } of published) {
    const people = tables[0]?.rows[0]
    for (const { table, rows } of tables) {
      const across = rows.map((row) => [row.all, ...populationGroups.map((group) => row[group])])
      const down =
        table !== 'people' && statisticsTables[table].addsUp
          ? (['all', ...populationGroups] as const).map((group) => [people?.[group], ...rows.map((row) => row[group])])
          : []
      for (const line of [...across, ...down]) expect(line.filter((value) => value === null)).not.toHaveLength(1)
    }
  }
})

test('the same attack finds what is published as it is, with small numbers struck out', () => {
  const [before, now] = published
  if (!before || !now) throw new Error('nothing was published')
  let found = 0
  for (const table of statisticsTableNames) {
    const [first, second] = [before, now].map(({ week, truth }) =>
      new Attacker({ error: 0 }).learn(week, only(struckOut(truth), ['people', table])),
    )
    for (const cell of cellsOf(table)) {
      const added = (now.truth.get(cell) ?? 0) - (before.truth.get(cell) ?? 0)
      if (added === 0 || !first || !second) continue
      const [l0, m0] = first.range(before.week, cell)
      const [l1, m1] = second.range(now.week, cell)
      if (l0 === m0 && l1 === m1) {
        expect([cell, l1 - l0]).toEqual([cell, added])
        found += 1
      }
    }
  }
  // What the week brought is a handful of people, and whoever subtracts knows of each of them in which rows they stand.
  expect(found).toBeGreaterThan(5)
})

/** What a careless hand would publish. */
const struckOut = (truth: Map<string, number>): Published =>
  statisticsTableNames.map((table) => ({
    table,
    rows: statisticsTables[table].rows.map((row) => ({
      row,
      ...lineOf((column) => {
        const n = truth.get(`${table}|${row}|${column}`) ?? 0
        return n < method.threshold ? null : n
      }),
    })),
  }))
