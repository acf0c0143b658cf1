import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import type { Cell } from '../csv.ts'

export const statisticsColumns = [
  'table',
  'row',
  'group',
  'people',
  'note',
  'as-of',
  'method',
  'rounded-to',
  'threshold',
  'source',
] as const
type Row = Record<(typeof statisticsColumns)[number], Cell>

/**
 * Returns one line for each number, with the time and method of the count, so that a line that is copied alone still
 * states both.
 */
export const statisticsRows = ({ asOf, method, tables }: Pick<Statistics, 'asOf' | 'method' | 'tables'>): Row[] =>
  tables.flatMap(({ table, rows }) =>
    rows.flatMap((row) =>
      columns.map((group) => ({
        table,
        row: row.row,
        group,
        people: row[group],
        note: row[group] === null ? 'fewer than 11, or protected' : '',
        'as-of': asOf,
        method: method.name,
        'rounded-to': method.base,
        threshold: method.threshold,
        source: 'cases of the task force',
      })),
    ),
  )
