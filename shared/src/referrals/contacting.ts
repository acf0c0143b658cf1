import type { ReferralAction } from './record.ts'

/** How a first contact went, as the receiver records it. */
export const contactOutcomes = ['begun', 'begins-later', 'not-reached', 'not-wanted', 'not-possible'] as const
export type ContactOutcome = (typeof contactOutcomes)[number]

/** Each outcome is an action of its own: only one of them counts a service as begun. */
export const actOfContact: Readonly<Record<ContactOutcome, ReferralAction>> = {
  begun: 'start',
  'begins-later': 'reach',
  'not-reached': 'try-contact',
  'not-wanted': 'close-unstarted',
  'not-possible': 'give-back',
}
