import type { ReferralAction } from './record.ts'

/** The outcomes of a first contact, as the receiver records them. */
export const contactOutcomes = ['begun', 'begins-later', 'not-reached', 'not-wanted', 'not-possible'] as const
export type ContactOutcome = (typeof contactOutcomes)[number]

/** The action for each outcome. Only `start` counts as the beginning of the service. */
export const actOfContact: Readonly<Record<ContactOutcome, ReferralAction>> = {
  begun: 'start',
  'begins-later': 'reach',
  'not-reached': 'try-contact',
  'not-wanted': 'close-unstarted',
  'not-possible': 'give-back',
}
