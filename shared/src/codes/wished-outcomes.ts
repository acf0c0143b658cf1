import { z } from 'zod'

/** What the sender hopes for; the receiver scores each one when the referral ends. */
export const wishedOutcomes = [
  'safe-tonight',
  'settled-in-a-place',
  'seen-by-doctor',
  'basic-needs-met',
  'understands-rights',
  'advised-by-lawyer',
  'able-to-communicate',
  'arrived-safely',
  'support-in-place',
  'children-cared-for',
  'family-contacted',
  'documents-in-hand',
  'case-led',
] as const

export const WishedOutcome = z.enum(wishedOutcomes)
export type WishedOutcome = z.infer<typeof WishedOutcome>
