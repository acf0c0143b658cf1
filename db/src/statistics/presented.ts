import type { Statistics, StatisticsRow } from '@palermo/shared/statistics/contract.ts'
import {
  type Column,
  columns,
  type StatisticsTableName,
  statisticsTableNames,
  statisticsTables,
} from '@palermo/shared/statistics/tables.ts'

/** One number of a table; null if it is not shown. */
interface Cell {
  table: StatisticsTableName
  row: string
  column: Column
  shown: number | null
}

/** Returns all tables in the order of their declaration, each with all its rows. */
export const tablesOf = (cells: readonly Cell[]): Statistics['tables'] => {
  const found = new Map(cells.map(({ table, row, column, shown }) => [`${table}|${row}|${column}`, shown]))
  return statisticsTableNames.map((table) => ({
    table,
    rows: statisticsTables[table].rows.map((row) => ({
      row,
      ...lineOf((column) => found.get(`${table}|${row}|${column}`) ?? null),
    })),
  }))
}

export const lineOf = (shown: (column: Column) => number | null) =>
  Object.fromEntries(columns.map((column) => [column, shown(column)])) as Omit<StatisticsRow, 'row'>
