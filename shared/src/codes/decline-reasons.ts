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

/** A place that is full or not safe is missing in the system; it is never counted as the agency's refusal. */
export const isSystemGap = (reason: DeclineReason): boolean => reason === 'no-capacity' || reason === 'unsafe-here'

export const declineNeedsWords = (reason: DeclineReason): boolean => reason === 'other'
