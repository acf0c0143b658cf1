import { z } from 'zod'
import { type Column, method, statisticsTableNames } from './tables.ts'

/** A local day of the task force. */
const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'must be of this century')

/** People, as rounded. Null: fewer than eleven, or held back so that no other number gives one away. */
const Shown = z.int().nonnegative().nullable()
const shownBy = { all: Shown, girls: Shown, boys: Shown, women: Shown, men: Shown, others: Shown } satisfies Record<
  Column,
  typeof Shown
>

export const StatisticsRow = z.object({ row: z.string(), ...shownBy })
export type StatisticsRow = z.infer<typeof StatisticsRow>

export const StatisticsTable = z.object({ table: z.enum(statisticsTableNames), rows: z.array(StatisticsRow) })
export type StatisticsTable = z.infer<typeof StatisticsTable>

/** Statistics on people at the start of a week, with suppression: no person can be recognised in them. */
export const Statistics = z.object({
  /** The Monday, in the task force's own zone, at whose beginning was counted; null before the first count. */
  week: z.iso.date().nullable(),
  asOf: z.iso.datetime().nullable(),
  /** Every week that was counted and can be asked for, the newest first. */
  weeks: z.array(z.iso.date()),
  method: z.object({ name: z.literal(method.name), threshold: z.int(), base: z.int(), reach: z.int() }),
  tables: z.array(StatisticsTable),
  /** Everybody and each group, week by week, the newest last; at most fifty-three. */
  trend: z.array(z.object({ week: z.iso.date(), ...shownBy })),
  /** Weeks of the trend that no total was published of, so that a page can say so. */
  unpublished: z.array(z.iso.date()),
})
export type Statistics = z.infer<typeof Statistics>

export const StatisticsQuery = z.strictObject({
  /** A Monday that was counted; the newest where none is named. */
  week: Day.optional(),
  format: z.enum(['json', 'csv']).optional(),
})
export type StatisticsQuery = z.infer<typeof StatisticsQuery>
