import { z } from 'zod'

export const declineReasons = [
  'no-capacity',
  'out-of-area',
  'not-eligible',
  'unsafe-here',
  'conflict-of-interest',
  'insufficient-information',
  'other',
] as const

export const DeclineReason = z.enum(declineReasons)
export type DeclineReason = z.infer<typeof DeclineReason>

/** Whether a decline shows a gap of the system: a full or unsafe place never counts as a refusal by the agency. */
export const isSystemGap = (reason: DeclineReason): boolean => reason === 'no-capacity' || reason === 'unsafe-here'

export const declineNeedsWords = (reason: DeclineReason): boolean => reason === 'other'
