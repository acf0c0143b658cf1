import { z } from 'zod'

/**
 * The reasons to withdraw a referral, adapted from the referral reasons of HMPPS interventions (MIT, © 2020 Crown
 * Copyright), which concern sentences instead of help.
 */
const grouped = {
  mistake: ['not-eligible', 'mistaken-or-duplicate'],
  person: [
    'no-longer-wanted',
    'consent-withdrawn',
    'left-by-choice',
    'contact-lost',
    'needs-met-elsewhere',
    'moved-away',
    'not-possible-now',
    'died',
  ],
  safety: ['no-longer-safe'],
  law: ['status-decided', 'returned-home'],
  early: ['help-completed-early'],
  other: ['other'],
} as const

export type WithdrawalGroup = keyof typeof grouped

export const withdrawalReasons = [
  ...grouped.mistake,
  ...grouped.person,
  ...grouped.safety,
  ...grouped.law,
  ...grouped.early,
  ...grouped.other,
] as const

export const WithdrawalReason = z.enum(withdrawalReasons)
export type WithdrawalReason = z.infer<typeof WithdrawalReason>

const groups = new Map<string, WithdrawalGroup>(
  (Object.keys(grouped) as WithdrawalGroup[]).flatMap((group) =>
    grouped[group].map((reason) => [reason, group] as const),
  ),
)

/** Returns the group of a reason. Only the group `mistake` means that the referral itself was wrong. */
export const withdrawalGroup = (reason: WithdrawalReason): WithdrawalGroup => groups.get(reason) ?? 'other'

export const withdrawalNeedsWords = (reason: WithdrawalReason): boolean => reason === 'other'
