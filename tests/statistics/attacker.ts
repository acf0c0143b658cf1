import type { StatisticsTable } from '@palermo/shared/statistics/contract.ts'
import { populationGroups, statisticsTables } from '@palermo/shared/statistics/tables.ts'
import { type Constraint, solve } from 'yalps'

/** How far the truth may be from a number that is rounded, as whoever attacks knows the method: 4, or 0 of exact ones. */
export interface Knowledge {
  error: number
}

/** What is published of a week: tables as anybody who may read them gets them. */
export type Published = readonly StatisticsTable[]

/**
 * Somebody who has all that was published, knows how it was made but for the secret, and lays all of it into one system of
 * linear bounds: the truth of every cell, what it was rounded to, and every sum that must come out. `range` gives the least
 * and the most that a cell can be.
 */
export class Attacker {
  readonly #constraints = new Map<string, Constraint>()
  readonly #variables = new Map<string, Map<string, number>>()
  readonly #error: number

  constructor({ error }: Knowledge) {
    this.#error = error
  }

  /** Lays in the tables of one week. People of one week are not those of another: what holds between them is for `grows`. */
  learn(week: string, published: Published): this {
    const truth = (cell: string) => `${week}|${cell}`
    for (const { table, rows } of published) {
      for (const row of rows) {
        const cells = populationGroups.map((group) => truth(`${table}|${row.row}|${group}`))
        // Proceedings of a group are sums of two rounded parts, but for those of whom there are none.
        const parts = /proceedings/.test(table) && !/not-in-/.test(row.row) ? 2 : 1
        for (const [at, group] of populationGroups.entries()) {
          this.#shown(cells[at] as string, row[group], this.#error * parts)
        }
        this.#sum(truth(`${table}|${row.row}|all`), cells)
        // Everybody is rounded before the groups are.
        if (table === 'people') this.#shown(truth('people|all|all'), row.all, this.#error)
        if (row.all !== null)
          this.#equal(
            cells.map((cell) => [rounded(cell), 1]),
            row.all,
          )
      }
      if (table === 'people') continue
      for (const group of populationGroups) {
        const cells = rows.map(({ row }) => truth(`${table}|${row}|${group}`))
        if (statisticsTables[table].addsUp) this.#sum(truth(`people|all|${group}`), cells)
        else if (table === 'service') for (const cell of cells) this.#within(cell, truth(`help|helped|${group}`))
        else this.#forms(truth, group, cells)
      }
    }
    if (published.some(({ table }) => table === 'help-and-proceedings')) this.#proceedings(truth, published)
    return this
  }

  /** Nobody who was counted in the first week is missing in the second: an attacker may know that of all of a group. */
  grows(first: string, second: string, cell: string): this {
    for (const group of populationGroups) this.#within(`${first}|${cell}|${group}`, `${second}|${cell}|${group}`)
    return this
  }

  /** The least and the most that the truth can be; in whole people. */
  range(week: string, cell: string): readonly [number, number] {
    const target = `${week}|${cell}`
    return [Math.ceil(this.#extreme('minimize', target) - 1e-6), Math.floor(this.#extreme('maximize', target) + 1e-6)]
  }

  /** Each form of exploitation is a part of those of whom one is known, by whosever word. */
  #forms(truth: (cell: string) => string, group: string, cells: readonly string[]) {
    for (const as of [(cell: string) => cell, rounded]) {
      const known = ['stated', 'suspected'].map((row) => [as(truth(`exploitation|${row}|${group}`)), -1] as const)
      for (const cell of cells) this.#add({ max: 0 }, [[as(cell), 1], ...known])
    }
  }

  /** The parts of the two tables that say the same of those who are helped, and of those in proceedings. */
  #proceedings(truth: (cell: string) => string, published: Published) {
    const has = (table: string) => published.some((one) => one.table === table)
    for (const group of populationGroups) {
      const cell = (row: string) => truth(`help-and-proceedings|${row}|${group}`)
      if (has('help')) {
        this.#sum(truth(`help|helped|${group}`), [cell('helped-in-proceedings'), cell('helped-not-in-proceedings')])
      }
      if (has('proceedings')) {
        this.#sum(truth(`proceedings|none|${group}`), [
          cell('helped-not-in-proceedings'),
          cell('not-helped-not-in-proceedings'),
        ])
      }
    }
  }

  /** A cell within a group is at most so far from what it was rounded to; what is hidden is rounded to something as well. */
  #shown(cell: string, shown: number | null, error: number) {
    this.#add({ min: -error, max: error }, [
      [cell, 1],
      [rounded(cell), -1],
    ])
    if (shown !== null) this.#equal([[rounded(cell), 1]], shown)
  }

  /** A sum of the truth, and the same sum of what it was rounded to: rounded tables add up. */
  #sum(whole: string, parts: readonly string[]) {
    for (const as of [(cell: string) => cell, rounded]) {
      this.#equal([[as(whole), -1], ...parts.map((part) => [as(part), 1] as const)], 0)
    }
  }

  #within(part: string, whole: string) {
    for (const as of [(cell: string) => cell, rounded]) {
      if (part.slice(0, 10) !== whole.slice(0, 10) && as === rounded) continue
      this.#add({ max: 0 }, [
        [as(part), 1],
        [as(whole), -1],
      ])
    }
  }

  #equal(terms: readonly (readonly [string, number])[], equal: number) {
    this.#add({ equal }, terms)
  }

  #add(constraint: Constraint, terms: readonly (readonly [string, number])[]) {
    const name = `c${this.#constraints.size}`
    this.#constraints.set(name, constraint)
    for (const [variable, factor] of terms) {
      const known = this.#variables.get(variable) ?? new Map<string, number>()
      known.set(name, factor)
      this.#variables.set(variable, known)
    }
  }

  #extreme(direction: 'minimize' | 'maximize', target: string): number {
    const variables = new Map(this.#variables)
    variables.set(target, new Map([...(variables.get(target) ?? []), ['target', 1]]))
    const { status, result } = solve({ direction, objective: 'target', constraints: this.#constraints, variables })
    if (status === 'unbounded') return direction === 'minimize' ? 0 : Number.POSITIVE_INFINITY
    if (status !== 'optimal') throw new Error(`the attack found no world at all: ${status}`)
    return result
  }
}

const rounded = (cell: string) => `${cell}|rounded`
