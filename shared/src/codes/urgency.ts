import { z } from 'zod'

/** Most urgent first. `tonight` has no bed to go to before morning; `within-24-hours` cannot wait for the next working day. */
export const urgencies = ['tonight', 'within-24-hours', 'soon', 'routine'] as const

export const Urgency = z.enum(urgencies)
export type Urgency = z.infer<typeof Urgency>

/** Silence never ends such a referral; it goes up the ladder instead. */
export const isUrgent = (urgency: Urgency): boolean => urgency === 'tonight' || urgency === 'within-24-hours'
