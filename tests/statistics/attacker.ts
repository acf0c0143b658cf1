import { exploitationForms } from '@palermo/shared/codes/exploitation-forms.ts'
import { services } from '@palermo/shared/codes/services.ts'
import { type PopulationGroup, populationGroups, statisticsTables } from '@palermo/shared/statistics/tables.ts'
import { openHighs } from './highs.ts'

/** What is published of a week: each number as table|row|group, null where it is not shown. */
export interface Week {
  week: string
  numbers: ReadonlyMap<string, number | null>
}
/** How many people stand in each cell of each week, as `week|table|row|group`. */
export type World = ReadonlyMap<string, number>
type Sum = ReadonlyMap<string, number>
interface Line {
  sum: Sum
  least?: number
  most?: number
}

const highs = await openHighs()
const stages = statisticsTables.proceedings.rows.filter((row) => row !== 'none')
/** Tables in which each person has a row of their own, and which say nothing of each other. */
const apart = ['nationality', 'protection', 'stay', 'outcome', 'exploitation'] as const
/** Whoever was counted there once is counted there in every later week. */
const isLasting = (cell: string) => /^(people|age-band|nationality|service|help\|helped)\|/.test(cell)

/**
 * Somebody who has everything that was ever published and knows how it is made. Everything is said in the people of the
 * smallest parts alone, and every other number as a sum of them, in one system for all weeks. Shares no line with the system
 * by which the product decides.
 */
export class Attacker {
  readonly #lines: Line[] = []
  readonly #weeks: readonly Week[]
  readonly #reach: number

  /** `reach`: how far the truth may be from a shown number. */
  constructor(weeks: readonly Week[], reach: number) {
    this.#weeks = weeks
    this.#reach = reach
    for (const [at, { week, numbers }] of weeks.entries()) {
      for (const group of populationGroups) this.#structure(week, group)
      for (const [cell, shown] of numbers) {
        if (shown !== null) this.#lines.push({ sum: sumOf(week, cell), least: shown - reach, most: shown + reach })
        const before = weeks[at - 1]
        if (before && isLasting(cell) && !cell.endsWith('|all')) {
          this.#lines.push({ sum: plus(sumOf(week, cell), sumOf(before.week, cell), -1), least: 0 })
        }
      }
    }
  }

  #structure(week: string, group: PopulationGroup) {
    const people = sumOf(week, `people|all|${group}`)
    const zero = (sum: Sum) => this.#lines.push({ sum, least: 0, most: 0 })
    for (const table of apart) {
      zero(plus(people, total(statisticsTables[table].rows.map((row) => sumOf(week, `${table}|${row}|${group}`))), -1))
    }
    const both = statisticsTables['help-and-proceedings'].rows.map((row) =>
      sumOf(week, `help-and-proceedings|${row}|${group}`),
    )
    zero(plus(people, total(both), -1))
    const within = total(
      ['helped-in-proceedings', 'not-helped-in-proceedings'].map((row) =>
        sumOf(week, `help-and-proceedings|${row}|${group}`),
      ),
    )
    zero(plus(within, total(stages.map((row) => sumOf(week, `proceedings|${row}|${group}`))), -1))
    const helped = sumOf(week, `help|helped|${group}`)
    for (const row of services)
      this.#lines.push({ sum: plus(helped, sumOf(week, `service|${row}|${group}`), -1), least: 0 })
    const known = total(['stated', 'suspected'].map((row) => sumOf(week, `exploitation|${row}|${group}`)))
    const forms = exploitationForms.map((row) => sumOf(week, `exploitation-form|${row}|${group}`))
    for (const form of forms) this.#lines.push({ sum: plus(known, form, -1), least: 0 })
    this.#lines.push({ sum: plus(total(forms), known, -1), least: 0 })
  }

  /** Worlds of which the same would have been published, until each cell was `value` in one of them. The rest is returned. */
  leftOver(cells: readonly string[], value: number, found: (world: World) => void): string[] {
    const left: string[] = []
    let open = [...cells]
    while (open.length > 0) {
      const [first, ...others] = open as [string, ...string[]]
      const world = this.#world(first, value, others)
      if (world === null) left.push(first)
      else found(world)
      open = others.filter((cell) => world === null || countIn(world, cell) !== value)
    }
    return left
  }

  /** Exactly one cell at the value, as many others as possible as near as possible to it. */
  #world(first: string, value: number, others: readonly string[]): World | null {
    const away = others.flatMap((cell, at): Line[] => {
      const sum = parsed(cell)
      return [
        { sum: new Map([...sum, [`away${at}`, 1]]), least: value },
        {
          sum: new Map([...[...sum].map(([name, factor]) => [name, -factor] as const), [`away${at}`, 1]]),
          least: -value,
        },
      ]
    })
    const world = solved(
      [...this.#lines, ...away, { sum: parsed(first), least: value, most: value }],
      others.map((_, at) => `away${at}`),
    )
    if (world) this.#believe(world)
    return world
  }

  /** The least and the most that a cell can be; for showing what a careless release gives away. */
  range(cell: string): [number, number] {
    const sum = parsed(cell)
    const top: Line = {
      sum: new Map([...[...sum].map(([name, factor]) => [name, -factor] as const), ['top', 1]]),
      least: 0,
    }
    const least = solved([...this.#lines, top], ['top'])
    const most = solved([...this.#lines, { sum: new Map([...sum, ['short', 1]]), least: 10_000 }], ['short'])
    return [least ? countIn(least, cell) : Number.NaN, most ? countIn(most, cell) : Number.NaN]
  }

  /** A world is one only if, published as the product publishes, it gives what was published; looked at in whole numbers. */
  #believe(world: World) {
    for (const { sum, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } of this.#lines) {
      const value = [...sum].reduce((all, [name, factor]) => all + factor * (world.get(name) ?? 0), 0)
      if (value < least || value > most) throw new Error('a world that is none')
    }
    if (this.#reach === 0) return
    for (const { week, numbers } of this.#weeks) {
      for (const [cell, shown] of numbers) {
        const n = countIn(world, `${week}|${cell}`)
        if (shown !== null && 5 * Math.round(n / 5) !== shown)
          throw new Error(`${cell}: ${n} is not published as ${shown}`)
      }
    }
  }
}

export const countIn = (world: World, cell: string): number =>
  [...parsed(cell)].reduce((all, [name, factor]) => all + factor * (world.get(name) ?? 0), 0)

const parsed = (cell: string): Sum => sumOf(cell.slice(0, 10), cell.slice(11))

/** A number as a sum of the smallest parts. */
const sumOf = (week: string, cell: string): Sum => {
  const [table, row, group] = cell.split('|') as [string, string, string]
  if (group === 'all') return total(populationGroups.map((one) => sumOf(week, `${table}|${row}|${one}`)))
  if (table === 'people')
    return total(statisticsTables['age-band'].rows.map((band) => sumOf(week, `age-band|${band}|${group}`)))
  const both = (...rows: string[]) => total(rows.map((one) => sumOf(week, `help-and-proceedings|${one}|${group}`)))
  if (table === 'help') return both(`${row}-in-proceedings`, `${row}-not-in-proceedings`)
  if (table === 'proceedings' && row === 'none')
    return both('helped-not-in-proceedings', 'not-helped-not-in-proceedings')
  if (table === 'age-band' && (/^(0-8|9-17)$/.test(row) ? /men$/ : /^(girls|boys)$/).test(group) && row !== 'unknown')
    return new Map()
  return new Map([[`${week}|${cell}`, 1]])
}

const plus = (one: Sum, other: Sum, factor = 1): Sum => {
  const sum = new Map(one)
  for (const [name, n] of other) sum.set(name, (sum.get(name) ?? 0) + factor * n)
  return sum
}
const total = (sums: readonly Sum[]): Sum => sums.reduce<Sum>((all, one) => plus(all, one), new Map())

const solved = (lines: readonly Line[], goal: readonly string[]): World | null => {
  const names = new Map<string, string>()
  const named = (name: string) => names.get(name) ?? (names.set(name, `v${names.size}`).get(name) as string)
  const written = (sum: Sum) =>
    [...sum].map(([name, n]) => `${n < 0 ? '-' : '+'} ${Math.abs(n)} ${named(name)}`).join(' ')
  const rows = lines
    .filter(({ sum }) => sum.size > 0)
    .flatMap(({ sum, least, most }) =>
      least === most
        ? [`${written(sum)} = ${least}`]
        : [
            ...(least === undefined ? [] : [`${written(sum)} >= ${least}`]),
            ...(most === undefined ? [] : [`${written(sum)} <= ${most}`]),
          ],
    )
  const objective = goal.length === 0 ? '0 v0' : goal.map((name) => `+ 1 ${named(name)}`).join(' ')
  const text = (whole: string) =>
    `Minimize\n obj: ${objective}\nSubject To\n${rows.map((row, at) => ` c${at}: ${row}`).join('\n')}\n${whole}End\n`
  for (const whole of ['', `General\n ${[...names.values()].join('\n ')}\n`]) {
    const { Status, Columns } = highs.solve(text(whole), { output_flag: false })
    if (Status !== 'Optimal') return null
    const values = [...names].map(([name, short]) => [name, Columns[short]?.Primal ?? Number.NaN] as const)
    if (values.every(([, n]) => Math.abs(n - Math.round(n)) < 1e-6))
      return new Map(values.map(([name, n]) => [name, Math.round(n)]))
  }
  return null
}
