import { lineOf } from '@palermo/db/statistics/presented.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { cellKey, cellsOf } from '@palermo/shared/statistics/system.ts'
import { columns, isImpossible, method, statisticsTableNames } from '@palermo/shared/statistics/tables.ts'
import { openSolver } from '@palermo/workers/statistics/solver.ts'
import { decideShown, promised } from '@palermo/workers/statistics/suppression.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedOfRun } from '../seed-of-run.ts'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { Attacker, countIn, type Week } from './attacker.ts'
import { admit, countsOf, type Somebody, somebody } from './people.ts'
import { countAndPublish } from './publish.ts'

/**
 * An attacker collects all published tables of all weeks and tries to find small counts. The promise: each count from 1
 * to 10 could still have every value from 0 to 11.
 */
const weeks = 3
let force: TaskForce
let worker: ByHand
/** The published numbers of each week, and the true counts. */
const published: (Week & { tables: Statistics['tables']; truth: Map<string, number> })[] = []

beforeAll(async () => {
  console.log(`statistics: PALERMO_SEED=${seedOfRun}`)
  force = await aTaskForce()
  worker = byHand(force)
  const lead = await force.person(await force.agency('secretariat'), 'lead')
  const all: Somebody[] = []
  for (let week = 0; week < weeks; week++) {
    // Only a few persons are added from week to week, because the difference between two weeks would reveal those
    // first.
    const more = fc.sample(somebody, { seed: seedOfRun + week, numRuns: week === 0 ? 150 : 3 + 4 * week })
    const [{ at }] = (await force.owner`select app.now() as at`) as [{ at: Date }]
    await admit(force.owner, more, at.toISOString())
    all.push(...more)
    await force.moveClock('7 days')
    expect(await countAndPublish(worker)).toMatchObject([{ proved: true }])
    const { body } = await force.as(lead)<Statistics>('GET', '/statistics')
    published.push({
      week: body.week ?? '',
      numbers: numbersOf(body.tables),
      tables: body.tables,
      truth: countsOf(all),
    })
  }
}, 600_000)
afterAll(async () => {
  await worker.end()
  await force.end()
})

const numbersOf = (tables: Statistics['tables']): Map<string, number | null> =>
  new Map(
    tables.flatMap(({ table, rows }) =>
      rows.flatMap((row) => columns.map((column) => [`${table}|${row.row}|${column}`, row[column]] as const)),
    ),
  )

const smallOf = ({ week, truth }: { week: string; truth: Map<string, number> }) =>
  [...truth].filter(([, n]) => n > 0 && n < method.threshold).map(([cell]) => `${week}|${cell}`)

test('each count from 1 to 10 of any week can be every value from 0 to 11, whatever is put together', () => {
  const cells = published.flatMap(smallOf)
  expect(cells.length).toBeGreaterThan(300)
  const attacker = new Attacker(published, method.reach)
  const seen = new Map(cells.map((cell) => [cell, [Number.POSITIVE_INFINITY, 0] as [number, number]]))
  const left = promised.flatMap((value) =>
    attacker
      .leftOver(cells, value, (world) => {
        for (const [cell, range] of seen) {
          const n = countIn(world, cell)
          seen.set(cell, [Math.min(range[0], n), Math.max(range[1], n)])
        }
      })
      .map((cell) => `${cell} cannot be ${value}`),
  )
  const [narrowest] = [...seen].toSorted(([, one], [, other]) => one[1] - one[0] - (other[1] - other[0]))
  console.log(
    `statistics: ${cells.length} small counts in ${weeks} weeks; the narrowest provable range is ${narrowest?.[1].join('–')} (${narrowest?.[0]})`,
  )
  expect(left).toEqual([])
}, 600_000)

test('what is shown is the count, rounded, and eleven at the least', () => {
  for (const { numbers, truth } of published) {
    expect([...numbers.values()].filter((n) => n !== null).length).toBeGreaterThan(20)
    for (const [cell, shown] of numbers) {
      const n = truth.get(cell) ?? 0
      if (shown !== null) expect([cell, shown, n >= method.threshold]).toEqual([cell, 5 * Math.round(n / 5), true])
    }
  }
})

test('all tables together hold back at most three times what each needs alone', async () => {
  const { solve } = openSolver()
  const [{ numbers, truth, week }] = published as [(typeof published)[0]]
  const rounded = new Map(
    cellsOf().map((cell) => {
      const n = 5 * Math.round((truth.get(cellKey(cell)) ?? 0) / 5)
      return [cellKey(cell), n > method.threshold ? n : null] as const
    }),
  )
  let alone = 0
  let together = 0
  for (const table of statisticsTableNames) {
    const tables = table === 'people' ? [table] : (['people', table] as const)
    const shown = await decideShown({ tables, counted: { week, rounded }, published: [], floors: new Map() }, solve)
    const possible = cellsOf([table])
      .filter((cell) => !isImpossible(cell.table, cell.row, cell.column))
      .map(cellKey)
    alone += possible.filter((cell) => !shown?.has(cell)).length
    together += possible.filter((cell) => numbers.get(cell) == null).length
  }
  const small = cellsOf().filter(
    (cell) => rounded.get(cellKey(cell)) === null && !isImpossible(cell.table, cell.row, cell.column),
  ).length
  console.log(
    `statistics: ${together} of ${rounded.size} numbers are held back; each table alone needs ${alone}; ${small} are small`,
  )
  expect(together).toBeGreaterThan(small)
  expect(together).toBeLessThanOrEqual(3 * alone)
}, 600_000)

test('two groups left over from a shown sum are not both told by another table', async () => {
  // 180 in all, less 30 girls, 90 women and 45 men, leave 15 boys and others: a table that shows 15 boys reveals that
  // there are no others.
  const numbers = new Map<string, number | null>([...(published[0]?.numbers.keys() ?? [])].map((cell) => [cell, null]))
  for (const [cell, n] of [
    ['all', 180],
    ['girls', 30],
    ['women', 90],
    ['men', 45],
  ] as const)
    numbers.set(`people|all|${cell}`, n)
  numbers.set('exploitation|stated|boys', 15)
  const week = published[0]?.week ?? ''
  const careless = new Attacker([{ week, numbers }], 2)
  expect(careless.leftOver([`${week}|people|all|others`], 11, () => undefined)).toEqual([`${week}|people|all|others`])
  const exact = new Attacker([{ week, numbers }], 0)
  expect(exact.range(`${week}|people|all|others`)).toEqual([0, 0])
  const { solve } = openSolver()
  const rounded = new Map(cellsOf().map((cell) => [cellKey(cell), numbers.get(cellKey(cell)) ?? null]))
  const question = { tables: statisticsTableNames, counted: { week, rounded }, published: [], floors: new Map() }
  const shown = await decideShown(question, solve)
  const safe = new Map([...numbers].map(([cell, n]) => [cell, shown?.has(cell) ? n : null]))
  expect(shown?.size).toBeGreaterThan(2)
  expect(
    new Attacker([{ week, numbers: safe }], 2).leftOver(
      [`${week}|people|all|others`, `${week}|people|all|boys`],
      11,
      () => undefined,
    ),
  ).toEqual([])
}, 600_000)

test('the same attack finds what is published as it is, with small numbers struck out', () => {
  const [{ week, truth }] = published as [(typeof published)[0]]
  const tables = statisticsTableNames.map((table) => ({ table, rows: cellsOf([table]).map(({ row }) => row) }))
  const numbers = numbersOf(
    tables.map(({ table, rows }) => ({
      table,
      rows: [...new Set(rows)].map((row) => ({
        row,
        ...lineOf((column) => {
          const n = truth.get(`${table}|${row}|${column}`) ?? 0
          return n < method.threshold ? null : n
        }),
      })),
    })),
  )
  const left = new Attacker([{ week, numbers }], 0).leftOver(
    smallOf({ week, truth }),
    method.threshold,
    () => undefined,
  )
  expect(left.length).toBeGreaterThan(5)
}, 600_000)
