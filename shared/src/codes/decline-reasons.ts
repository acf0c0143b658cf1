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

/** A full or unsafe place is a gap of the system and never counted as a refusal by the agency. */
export const isSystemGap = (reason: DeclineReason): boolean => reason === 'no-capacity' || reason === 'unsafe-here'

export const declineNeedsWords = (reason: DeclineReason): boolean => reason === 'other'
