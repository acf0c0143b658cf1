import { exploitationForms } from '@palermo/shared/codes/exploitation-forms.ts'
import { services } from '@palermo/shared/codes/services.ts'
import { type PopulationGroup, populationGroups, statisticsTables } from '@palermo/shared/statistics/tables.ts'
import { openHighs } from './highs.ts'

/** The published numbers of a week, by table|row|group; null where a number is suppressed. */
export interface Week {
  week: string
  numbers: ReadonlyMap<string, number | null>
}
/** Counts that are possible, by `week|table|row|group`. */
export type World = ReadonlyMap<string, number>
type Sum = ReadonlyMap<string, number>
interface Line {
  sum: Sum
  least?: number
  most?: number
}

const highs = await openHighs()
const stages = statisticsTables.proceedings.rows.filter((row) => row !== 'none')
/** Tables in which each person is in exactly one row, independently of the other tables. */
const apart = ['nationality', 'protection', 'stay', 'outcome', 'exploitation'] as const
/** Whether a person who was counted in this cell stays counted there in all later weeks. */
const isLasting = (cell: string) => /^(people|age-band|nationality|service|help\|helped)\|/.test(cell)

/**
 * An attacker who has everything that was ever published and knows the method. All numbers of all weeks are expressed
 * as sums of the counts in the smallest cells, in one system of linear equations. Shares no code with the product.
 */
export class Attacker {
  readonly #lines: Line[] = []
  readonly #weeks: readonly Week[]
  readonly #reach: number

  /** `reach`: the largest difference between a shown number and the true count. */
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

  /**
   * Searches for possible counts that would be published in the same way, until each cell had `value` in some of them,
   * and calls `found` with each. Returns the cells that cannot have the value.
   */
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

  /** Solves the system with the first cell equal to the value and as many other cells as possible near the value. */
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

  /** The smallest and the largest count that a cell can have, to show what a careless publication reveals. */
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

  /** Checks that a solution consists of integers and would be published with the same numbers. */
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

/** The number of a cell as a sum of counts in the smallest cells. */
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
