import { Problem } from '@palermo/shared/problem.ts'
import type { Statistics, StatisticsQuery } from '@palermo/shared/statistics/contract.ts'
import { columns, method, statisticsTableNames } from '@palermo/shared/statistics/tables.ts'
import { type Db, type RequestContext, type Rows, read } from '../actor.ts'
import { instant, number, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { lineOf, tablesOf } from './presented.ts'

const headRows = rowsOf({ week: orNull(text), asOf: orNull(instant) })
const cellRows = rowsOf({
  table: oneOf(statisticsTableNames),
  row: text,
  column: oneOf(columns),
  shown: orNull(number),
})
const trendRows = rowsOf({ week: text, column: oneOf(columns), shown: orNull(number) })
const weekRows = rowsOf({ week: text })

/**
 * Reads the published figures of a week, by default the newest. `week` is null in the reply if no week was counted yet.
 * @throws Problem not-allowed unless the caller is a task-force lead, not-found for a week that was not counted
 */
export const readStatistics = async (db: Db, who: RequestContext, { week }: StatisticsQuery): Promise<Statistics> => {
  const { rows } = await read(db, who, (sql) => statisticsStatements(sql, week ?? null))
  const found = statisticsFrom(rows)
  if (found.week === null && week !== undefined) throw new Problem('not-found')
  return found
}

/** Returns the statements that read the tables, for every page that shows statistics. */
export const statisticsStatements = (sql: SlotSql, week: string | null) =>
  [
    headRows(sql`select week::text, as_of as "asOf" from app.statistics_head(${week}::date)`),
    cellRows(sql`
      select table_name as table, row_name as row, people_group as column, shown from app.statistics_tables(${week}::date)`),
    trendRows(sql`
      select week::text, people_group as column, shown from app.statistics_trend(${week}::date) order by week`),
    weekRows(sql`select distinct week::text from app.statistics_trend(null) order by week desc`),
  ] as const
type StatisticsRows = Rows<ReturnType<typeof statisticsStatements>>

/** Builds the statistics from the rows of these statements. @throws Problem not-allowed */
export const statisticsFrom = ([[head], cells, trend, weeks]: StatisticsRows): Statistics => {
  if (!head) throw new Problem('not-allowed')
  const weekly = trendOf(trend)
  return {
    week: head.week,
    asOf: head.asOf,
    weeks: weeks.map(({ week }) => week),
    method,
    tables: head.week === null ? [] : tablesOf(cells),
    trend: weekly,
    unpublished: weekly.filter((line) => columns.every((column) => line[column] === null)).map(({ week }) => week),
  }
}

const trendOf = (rows: readonly RowRead<typeof trendRows>[]): Statistics['trend'] => {
  const weeks = [...new Set(rows.map(({ week }) => week))]
  const found = new Map(rows.map(({ week, column, shown }) => [`${week}|${column}`, shown]))
  return weeks.map((week) => ({ week, ...lineOf((column) => found.get(`${week}|${column}`) ?? null) }))
}
