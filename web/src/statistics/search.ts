import { z } from 'zod'

/** The shown week and the form of the trend, in the URL. */
export const StatisticsSearch = z.object({
  week: z.iso.date().optional().catch(undefined),
  /** Whether the trend is shown as a table instead of a chart. */
  table: z.boolean().optional().catch(undefined),
})
export type StatisticsSearch = z.infer<typeof StatisticsSearch>
