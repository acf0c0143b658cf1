import { holds, type Solve, type World } from '@palermo/shared/statistics/program.ts'
import {
  type Bound,
  cellKey,
  cellsOf,
  inWeek,
  knownBounds,
  linksBetween,
  within,
} from '@palermo/shared/statistics/system.ts'
import { isImpossible, method, type StatisticsTableName } from '@palermo/shared/statistics/tables.ts'

/** The counts of a week: rounded, or null if the count is, or may be, fewer than eleven. */
export interface Counted {
  week: string
  rounded: ReadonlyMap<string, number | null>
}
/** A week that was published and cannot be withdrawn. */
export interface Published extends Counted {
  shown: ReadonlySet<string>
}
export interface Question {
  tables: readonly StatisticsTableName[]
  counted: Counted
  /** Earlier published weeks, the oldest first. */
  published: readonly Published[]
  /** The highest number that any earlier week showed for a cell in which persons stay counted. */
  floors: ReadonlyMap<string, number>
}

/** The values that each small count must still be able to have, given everything that was published. */
export const promised = Array.from({ length: method.threshold + 1 }, (_, value) => value)

/**
 * Selects the cells of a week to show, so that every possibly small count, of this week and earlier ones, can still
 * have each value from 0 to 11. The proof is an example for each such cell and value: integer counts that add up in
 * every week and would lead to exactly the same publication. Null if that cannot be proved.
 */
export const decideShown = async (question: Question, solve: Solve): Promise<ReadonlySet<string> | null> => {
  const { counted, published } = question
  const known = await knownOf(question, solve)
  const small = [...published, counted].flatMap((week) => smallOf(question.tables, week))
  const last = published.at(-1)
  // A week of which no cell is shown was not proved, so its suppression does not restrict later weeks.
  const heldBack = (key: string) => !!last?.shown.size && last.rounded.get(key) != null && !last.shown.has(key)
  const shown = new Map<string, number>()
  for (const key of cellsOf(question.tables).map(cellKey)) {
    const rounded = counted.rounded.get(key)
    // A cell suppressed in the previous week stays suppressed: two weeks together must not reveal what neither reveals
    // alone.
    if (rounded != null && !heldBack(key)) shown.set(key, rounded)
  }
  // Counts that were possible stay possible when more cells are suppressed, so each proof stays valid.
  const proved = new Map(small.map((cell) => [cell, new Set<number>()]))
  for (const value of [method.threshold, ...promised.slice(0, -1)]) {
    while (shown.size > 0) {
      const first = await unproved(proved, value, [...known, ...shownBounds(counted.week, shown)], solve)
      if (first === undefined) break
      const freed = await cellsInTheWay(first, value, { known, week: counted.week, shown }, solve)
      if (freed.length === 0) return null
      for (const key of freed) shown.delete(key)
    }
  }
  return new Set(shown.keys())
}

/**
 * The bounds of the counts that are known without this week's numbers. Bounds that link two weeks are left out if the
 * numbers contradict them, because persons were removed from the count.
 */
const knownOf = async ({ tables, counted, published, floors }: Question, solve: Solve): Promise<Bound[]> => {
  const alone = [...published, counted].flatMap(({ week }) => inWeek(week, knownBounds(tables)))
  const past = published.flatMap(({ week, rounded, shown }) =>
    shownBounds(
      week,
      [...shown].map((key) => [key, rounded.get(key) ?? 0]),
    ),
  )
  const links = [...published.slice(1), counted].flatMap(({ week }, at) =>
    linksBetween(published[at]?.week ?? week, week, tables),
  )
  const least = [...floors].map(([key, rounded]) => ({
    terms: [[`${counted.week}|${key}`, 1] as const],
    least: within(rounded).least,
  }))
  const now = shownBounds(
    counted.week,
    [...counted.rounded].flatMap(([key, rounded]) => (rounded === null ? [] : [[key, rounded] as const])),
  )
  const linked = [...alone, ...past, ...links, ...least]
  return (await solve({ bounds: [...linked, ...now], objective: [] })) ? linked : [...alone, ...past]
}

const smallOf = (tables: readonly StatisticsTableName[], { week, rounded }: Counted): string[] =>
  cellsOf(tables)
    .filter((cell) => rounded.get(cellKey(cell)) == null && !isImpossible(cell.table, cell.row, cell.column))
    .map((cell) => `${week}|${cellKey(cell)}`)

const shownBounds = (week: string, shown: Iterable<readonly [string, number]>): Bound[] =>
  [...shown].map(([cell, rounded]) => ({ terms: [[`${week}|${cell}`, 1]], ...within(rounded) }))

/**
 * Searches for solutions in which each cell has the value `value`; returns the first cell without one. Each solution
 * covers as many cells as possible, and also proves the values that other cells have in it.
 */
const unproved = async (
  proved: ReadonlyMap<string, Set<number>>,
  value: number,
  bounds: readonly Bound[],
  solve: Solve,
): Promise<string | undefined> => {
  for (;;) {
    const [first, ...others] = [...proved].filter(([, values]) => !values.has(value)).map(([cell]) => cell)
    if (first === undefined) return undefined
    const exactly = { terms: [[first, 1] as const], least: value, most: value }
    const world = await solve({
      bounds: [...bounds, exactly, ...others.flatMap((cell) => distance(cell, value))],
      objective: others.map((cell) => [`away|${cell}`, 1]),
    })
    if (!world || !holds(world, [...bounds, exactly])) return first
    for (const [cell, values] of proved) values.add(world.get(cell) ?? 0)
  }
}

/** Defines `away` as a lower bound for the distance between the cell and the value. */
const distance = (cell: string, value: number): Bound[] => [
  {
    terms: [
      [`away|${cell}`, 1],
      [cell, -1],
    ],
    least: -value,
  },
  {
    terms: [
      [`away|${cell}`, 1],
      [cell, 1],
    ],
    least: value,
  },
]

interface Shown {
  known: readonly Bound[]
  week: string
  shown: ReadonlyMap<string, number>
}

/** The smallest set of published numbers that must be suppressed so that the cell could be `value`. */
const cellsInTheWay = async (
  cell: string,
  value: number,
  { known, week, shown }: Shown,
  solve: Solve,
): Promise<string[]> => {
  const elastic = [...shown].flatMap(([key, rounded]): Bound[] => {
    const { least, most } = within(rounded)
    return [
      {
        terms: [
          [`${week}|${key}`, 1],
          [`under|${key}`, 1],
        ],
        least,
      },
      {
        terms: [
          [`${week}|${key}`, 1],
          [`over|${key}`, -1],
        ],
        most,
      },
    ]
  })
  const world: World | null = await solve({
    bounds: [...known, ...elastic, { terms: [[cell, 1]], least: value, most: value }],
    objective: [...shown].flatMap(([key, rounded]) =>
      ['under', 'over'].map((side) => [`${side}|${key}`, costOf(key, rounded)] as const),
    ),
  })
  if (!world) return []
  return [...shown.keys()].filter((key) => (world.get(`under|${key}`) ?? 0) + (world.get(`over|${key}`) ?? 0) > 0)
}

/** The cost of suppressing a number: lower for the smaller of two numbers, and for a group than for the total. */
const costOf = (key: string, rounded: number): number =>
  (10 + Math.ceil(rounded / 10)) * (key.endsWith('|all') ? 2 : 1) * (key.startsWith('people|') ? 4 : 1)
