import { Urgency } from '@palermo/shared/codes/urgency.ts'
import { workNumberNames, workSteps } from '@palermo/shared/dashboards/definitions.ts'
import { z } from 'zod'

const filters = {
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  since: z.iso.date().optional().catch(undefined),
  agency: z.uuid().optional().catch(undefined),
  urgency: Urgency.optional().catch(undefined),
}

/** Filters and display of a dashboard in the URL, so that a shared link shows the same dashboard. */
export const DashboardSearch = z.object({
  ...filters,
  /** The step shown in the matrix. */
  step: z.enum(workSteps).optional().catch(undefined),
  /** Shows tables instead of charts. */
  table: z.boolean().optional().catch(undefined),
})
export type DashboardSearch = z.infer<typeof DashboardSearch>

export const Filters = z.object(filters)
export type Filters = z.infer<typeof Filters>

const word = z.string().max(60).optional().catch(undefined)

/**
 * The list behind a number: the filters of the dashboard, and the part of the number that one cell of a table counts.
 */
export const WorkListSearch = z.object({
  ...filters,
  number: z.enum(workNumberNames).catch('sent'),
  sender: word,
  receiver: word,
  reason: word,
  step: word,
  owes: word,
  status: word,
  age: word,
  lead: word,
  person: word,
  week: word,
})
export type WorkListSearch = z.infer<typeof WorkListSearch>
