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
  /** The step whose figures the matrix shows. */
  step: z.enum(workSteps).optional().catch(undefined),
  /** Whether tables are shown instead of charts. */
  table: z.boolean().optional().catch(undefined),
})
export type DashboardSearch = z.infer<typeof DashboardSearch>

export const Filters = z.object(filters)
export type Filters = z.infer<typeof Filters>

const word = z.string().max(60).optional().catch(undefined)

/**
 * Parameters of the list behind a figure: the filters of the dashboard, and the restrictions of the table cell that the
 * reader opened.
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
