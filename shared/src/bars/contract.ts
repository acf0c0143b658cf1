import { z } from 'zod'
import { StaffFunction } from '../actor.ts'

/** Coded reason of a conflict-of-interest bar, read by those who may set and lift bars of the case. */
export const barReasons = ['relative', 'involved', 'complaint', 'other-interest'] as const
const BarReason = z.enum(barReasons)

export const Bar = z.object({
  personId: z.uuid(),
  /** For persons of other agencies the role, never the name. */
  name: z.string().nullable(),
  function: StaffFunction,
  agencyName: z.string(),
  reason: BarReason.nullable(),
  since: z.iso.datetime(),
  mayLift: z.boolean(),
  /** Another agency has been asked to approve lifting it. */
  waiting: z.boolean(),
})
export type Bar = z.infer<typeof Bar>

const Candidate = Bar.pick({ personId: true, name: true, function: true, agencyName: true })

export const BarQuery = z.strictObject({ caseId: z.uuid() })
/** `keeps`: whether the reader may set bars in this case; without it both lists are empty. */
export const BarPage = z.object({ keeps: z.boolean(), items: z.array(Bar), candidates: z.array(Candidate) })
export type BarPage = z.infer<typeof BarPage>

/** Without a person: the actor's own conflict of interest. */
export const NewBar = z.strictObject({ caseId: z.uuid(), personId: z.uuid().optional(), reason: BarReason })
export type NewBar = z.infer<typeof NewBar>

export const LiftBar = z.strictObject({ caseId: z.uuid(), personId: z.uuid() })
export type LiftBar = z.infer<typeof LiftBar>
