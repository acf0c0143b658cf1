import { z } from 'zod'

/** The shown week and display, in the URL. */
export const StatisticsSearch = z.object({
  week: z.iso.date().optional().catch(undefined),
  /** The trend as a table instead of a chart. */
  table: z.boolean().optional().catch(undefined),
})
export type StatisticsSearch = z.infer<typeof StatisticsSearch>
