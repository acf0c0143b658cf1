import { z } from 'zod'
import { type Column, method, statisticsTableNames } from './tables.ts'

/** A local day in the task force's time zone. */
const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'must be of this century')

/**
 * A rounded number of persons. Null if the count is below eleven, or suppressed so that no reader can compute it from
 * other numbers.
 */
const Shown = z.int().nonnegative().nullable()
const shownBy = { all: Shown, girls: Shown, boys: Shown, women: Shown, men: Shown, others: Shown } satisfies Record<
  Column,
  typeof Shown
>

export const StatisticsRow = z.object({ row: z.string(), ...shownBy })
export type StatisticsRow = z.infer<typeof StatisticsRow>

export const StatisticsTable = z.object({ table: z.enum(statisticsTableNames), rows: z.array(StatisticsRow) })
export type StatisticsTable = z.infer<typeof StatisticsTable>

/** Statistics on persons at the beginning of a week, suppressed so that no person can be identified. */
export const Statistics = z.object({
  /**
   * The Monday, in the task force's time zone, at whose beginning persons were counted; null before the first count.
   */
  week: z.iso.date().nullable(),
  asOf: z.iso.datetime().nullable(),
  /** All weeks with counted figures, newest first. */
  weeks: z.array(z.iso.date()),
  method: z.object({ name: z.literal(method.name), threshold: z.int(), base: z.int(), reach: z.int() }),
  tables: z.array(StatisticsTable),
  /** The numbers of all persons and of each group by week, the newest week last; at most fifty-three weeks. */
  trend: z.array(z.object({ week: z.iso.date(), ...shownBy })),
  /** The weeks of the trend without a published total, which pages mark as such. */
  unpublished: z.array(z.iso.date()),
})
export type Statistics = z.infer<typeof Statistics>

export const StatisticsQuery = z.strictObject({
  /** A Monday for which figures were counted; by default the newest. */
  week: Day.optional(),
  format: z.enum(['json', 'csv']).optional(),
})
export type StatisticsQuery = z.infer<typeof StatisticsQuery>
