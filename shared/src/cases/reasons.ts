import { z } from 'zod'
import type { WithdrawalReason } from '../codes/withdrawal-reasons.ts'

/**
 * Reasons for closing a case. A person who left by choice, or who cannot be reached, is recorded by a status, not by a
 * reason for closing.
 */
export const closingReasons = [
  'help-completed',
  'declined-services',
  'contact-lost',
  'moved-abroad',
  'not-a-victim',
  'deceased',
  'opened-by-mistake',
] as const
export const ClosingReason = z.enum(closingReasons)

/** All reasons for ending a case. */
export const endingReasons = [...closingReasons, 'left-by-choice'] as const
export const EndingReason = z.enum(endingReasons)
export type EndingReason = (typeof endingReasons)[number]

export const reopeningReasons = [
  'came-back',
  'asks-for-help',
  'new-risk',
  'new-information',
  'decision-reconsidered',
  'closed-by-mistake',
  'other',
] as const
export const ReopeningReason = z.enum(reopeningReasons)
/** Whether the reason needs a text, which only "other" does. */
export const reopeningNeedsWords = (reason: z.infer<typeof ReopeningReason>): boolean => reason === 'other'

/** The reason with which unanswered referrals are withdrawn when the case ends. */
export const withdrawalBecauseOf: Record<EndingReason, z.infer<typeof WithdrawalReason>> = {
  'help-completed': 'help-completed-early',
  'declined-services': 'no-longer-wanted',
  'contact-lost': 'contact-lost',
  'moved-abroad': 'moved-away',
  'not-a-victim': 'status-decided',
  deceased: 'died',
  'opened-by-mistake': 'mistaken-or-duplicate',
  'left-by-choice': 'left-by-choice',
}
