import { exploitationForms } from '../codes/exploitation-forms.ts'
import { services } from '../codes/services.ts'
import {
  type Column,
  columns,
  isImpossible,
  isLasting,
  method,
  type PopulationGroup,
  populationGroups,
  type StatisticsTableName,
  statisticsTableNames,
  statisticsTables,
} from './tables.ts'

/** The name of a cell: its table, row and column. */
export interface CellName {
  table: StatisticsTableName
  row: string
  column: Column
}

export const cellKey = ({ table, row, column }: CellName): string => `${table}|${row}|${column}`

/** A linear bound over cells: the sum of `terms` lies between `least` and `most`. */
export interface Bound {
  terms: readonly (readonly [cell: string, factor: number])[]
  least?: number
  most?: number
}

/** Returns every cell of the named tables, without cells that are always zero by definition. */
export const cellsOf = (tables: readonly StatisticsTableName[] = statisticsTableNames): CellName[] =>
  tables.flatMap((table) =>
    statisticsTables[table].rows.flatMap((row) => columns.map((column) => ({ table, row, column }))),
  )

/** Returns the range of counts that round to a published number, which is all that the number reveals. */
export const within = (rounded: number): { least: number; most: number } => ({
  least: Math.max(rounded - method.reach, 0),
  most: rounded + method.reach,
})

/** Returns the bounds that every reader knows without any publication: how the cells of a table add up. */
export const knownBounds = (tables: readonly StatisticsTableName[]): Bound[] => {
  const has = (table: StatisticsTableName) => tables.includes(table)
  const bounds: Bound[] = cellsOf(tables)
    .filter(({ table, row, column }) => isImpossible(table, row, column))
    .map((cell) => ({ terms: [[cellKey(cell), 1]], least: 0, most: 0 }))
  for (const table of tables) {
    for (const row of statisticsTables[table].rows) {
      bounds.push(
        sum(
          cell(table, row, 'all'),
          populationGroups.map((group) => cell(table, row, group)),
        ),
      )
    }
    if (table === 'people' || !statisticsTables[table].addsUp) continue
    for (const group of populationGroups) {
      bounds.push(
        sum(
          cell('people', 'all', group),
          statisticsTables[table].rows.map((row) => cell(table, row, group)),
        ),
      )
    }
  }
  for (const group of populationGroups) {
    if (has('service') && has('help'))
      bounds.push(
        ...partsOf(
          [cell('help', 'helped', group)],
          services.map((row) => cell('service', row, group)),
        ),
      )
    if (has('exploitation-form') && has('exploitation')) bounds.push(...formBounds(group))
    if (has('help-and-proceedings')) bounds.push(...proceedingBounds(group, has))
  }
  return bounds
}

const cell = (table: StatisticsTableName, row: string, column: Column) => cellKey({ table, row, column })

const sum = (whole: string, parts: readonly string[]): Bound => ({
  terms: [[whole, -1], ...parts.map((part) => [part, 1] as const)],
  least: 0,
  most: 0,
})

/**
 * Returns the bounds of overlapping parts: each part counts some of the same persons, and a person may be in several
 * parts.
 */
const partsOf = (wholes: readonly string[], parts: readonly string[]): Bound[] =>
  parts.map((part) => ({ terms: [[part, 1], ...wholes.map((whole) => [whole, -1] as const)], most: 0 }))

/**
 * Returns the bounds of the forms of exploitation: a person with stated or suspected exploitation is counted in at
 * least one form.
 */
const formBounds = (group: PopulationGroup): Bound[] => {
  const wholes = ['stated', 'suspected'].map((row) => cell('exploitation', row, group))
  const forms = exploitationForms.map((row) => cell('exploitation-form', row, group))
  return [
    ...partsOf(wholes, forms),
    { terms: [...forms.map((form) => [form, 1] as const), ...wholes.map((whole) => [whole, -1] as const)], least: 0 },
  ]
}

/**
 * Returns the bounds from `help-and-proceedings`, which counts the same persons as the tables `help` and `proceedings`.
 */
const proceedingBounds = (group: PopulationGroup, has: (table: StatisticsTableName) => boolean): Bound[] => {
  const both = (row: string) => cell('help-and-proceedings', row, group)
  return [
    ...(has('help')
      ? [sum(cell('help', 'helped', group), [both('helped-in-proceedings'), both('helped-not-in-proceedings')])]
      : []),
    ...(has('proceedings')
      ? [
          sum(cell('proceedings', 'none', group), [
            both('helped-not-in-proceedings'),
            both('not-helped-not-in-proceedings'),
          ]),
        ]
      : []),
  ]
}

/** Applies the given bounds to the cells of one week. */
export const inWeek = (week: string, bounds: readonly Bound[]): Bound[] =>
  bounds.map(({ terms, ...bound }) => ({ terms: terms.map(([one, factor]) => [`${week}|${one}`, factor]), ...bound }))

/**
 * Returns the bounds between two weeks: in a row that persons never leave, the later week counts at least as many
 * persons as the earlier week.
 */
export const linksBetween = (week: string, later: string, tables: readonly StatisticsTableName[]): Bound[] =>
  cellsOf(tables)
    .filter(({ table, row, column }) => column !== 'all' && isLasting(table, row))
    .map((one) => ({
      terms: [
        [`${later}|${cellKey(one)}`, 1],
        [`${week}|${cellKey(one)}`, -1],
      ],
      least: 0,
    }))
