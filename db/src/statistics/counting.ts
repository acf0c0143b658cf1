import { columns, statisticsTableNames } from '@palermo/shared/statistics/tables.ts'
import { type Db, write } from '../actor.ts'
import { flag, number, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'

const job = { kind: 'statistics.counted', request: 'statistics' }

/**
 * Counts each past week that was not counted yet. The database counts and rounds, so that no exact number reaches this
 * process.
 */
export const countWeeks = (db: Db): Promise<number> =>
  write(db, job, async ({ sql }) => {
    const [row] = await countRows(sql`select app.count_weeks() as weeks`)
    return row?.weeks ?? 0
  })

/** The rows of numbers of a week: rounded, or null if the number may be below eleven. */
const cellRows = rowsOf({
  week: text,
  published: flag,
  table: oneOf(statisticsTableNames),
  row: text,
  column: oneOf(columns),
  rounded: orNull(number),
  shown: flag,
  /** For an unpublished week: the highest number that was ever shown for this cell. */
  earlier: orNull(number),
  /** The number of weeks that wait for publication. */
  waiting: number,
})
export type CountedCell = RowRead<typeof cellRows>
const countRows = rowsOf({ weeks: number })
const doneRows = rowsOf({ done: flag })

/**
 * Returns the cells of the oldest unpublished week, after those of the weeks published before it; empty if all weeks
 * are published.
 */
export const findUnpublished = (db: Db): Promise<CountedCell[]> =>
  write(db, job, async ({ sql }) => [
    ...(await cellRows(sql`
      select week::text, published, table_name as table, row_name as row, people_group as column, rounded, shown, earlier, waiting
        from app.statistics_unpublished()`)),
  ])

/**
 * Publishes a week, of which exactly these cells are shown. Returns false if another process published the week first.
 */
export const publishWeek = (db: Db, week: string, shown: readonly string[]): Promise<boolean> =>
  write(db, job, async ({ sql }) => {
    const [row] = await doneRows(sql`select app.publish_statistics(${week}::date, ${[...shown]}) as done`)
    return row?.done ?? false
  })
