import { z } from 'zod'
import { StaffFunction } from '../actor.ts'

/**
 * The reasons for barring a person from a case because of a conflict of interest. Only those who may set and lift bars
 * of the case read the reason.
 */
export const barReasons = ['relative', 'involved', 'complaint', 'other-interest'] as const
const BarReason = z.enum(barReasons)

export const Bar = z.object({
  personId: z.uuid(),
  /** The name of a colleague of the reader; null for persons of other agencies, who are shown by their role. */
  name: z.string().nullable(),
  function: StaffFunction,
  agencyName: z.string(),
  reason: BarReason.nullable(),
  since: z.iso.datetime(),
  mayLift: z.boolean(),
  /** Whether another agency was asked to approve lifting the bar. */
  waiting: z.boolean(),
})
export type Bar = z.infer<typeof Bar>

const Candidate = Bar.pick({ personId: true, name: true, function: true, agencyName: true })

export const BarQuery = z.strictObject({ caseId: z.uuid() })
/** The bars of a case. `keeps`: whether the reader may set bars in this case; if not, both lists are empty. */
export const BarPage = z.object({ keeps: z.boolean(), items: z.array(Bar), candidates: z.array(Candidate) })
export type BarPage = z.infer<typeof BarPage>

/** A new bar. Without `personId` the actor reports a conflict of interest of their own. */
export const NewBar = z.strictObject({ caseId: z.uuid(), personId: z.uuid().optional(), reason: BarReason })
export type NewBar = z.infer<typeof NewBar>

export const LiftBar = z.strictObject({ caseId: z.uuid(), personId: z.uuid() })
export type LiftBar = z.infer<typeof LiftBar>
