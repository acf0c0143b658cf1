import { z } from 'zod'
import type { Need } from './needs.ts'

/**
 * The outcomes for which a sender can wish. When the referral ends, the receiver rates how far each wished outcome was
 * reached.
 */
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

/** The default wish for each need that has a default wish. */
const hopes: Partial<Record<Need, WishedOutcome>> = {
  bed: 'safe-tonight',
  doctor: 'seen-by-doctor',
  'food-and-clothes': 'basic-needs-met',
  interpreter: 'able-to-communicate',
  'legal-advice': 'advised-by-lawyer',
  'safe-transport': 'arrived-safely',
  'child-care': 'children-cared-for',
  'someone-to-talk-to': 'support-in-place',
  'contact-with-family': 'family-contacted',
  documents: 'documents-in-hand',
  'help-to-communicate': 'able-to-communicate',
}

/**
 * Returns the default wishes for these needs, each once; a lead referral also has the wish that the agency leads the
 * case.
 */
export const hopesOf = (needs: readonly Need[], kind: 'lead' | 'service'): WishedOutcome[] => [
  ...new Set([...needs.flatMap((need) => hopes[need] ?? []), ...(kind === 'lead' ? (['case-led'] as const) : [])]),
]
