import { z } from 'zod'
import { freeText, OpenCompartment } from '../compartments.ts'
import { fiveValues } from '../forms/answers.ts'
import { LegalBasis } from '../lawful-grounds.ts'

/** Reasons to decline a hand-over. The case then stays with the agency that offered it. */
export const handoverDeclineReasons = [
  'no-capacity',
  'conflict-of-interest',
  'not-right-for-person',
  'summary-not-enough',
] as const
export const HandoverDeclineReason = z.enum(handoverDeclineReasons)

/** Whether the person was asked, and what she said. */
export const Asked = z.enum(fiveValues)

/** One part of the summary, in its own compartment: what is open, what is due, what to look out for. */
export const SummaryPart = z.strictObject({ compartment: OpenCompartment, text: freeText(10_000) })

/** To whom, what the person said, and the summary. */
export const HandOver = z.strictObject({
  /** A colleague; not said, another agency takes it over. */
  toPersonId: z.uuid().optional(),
  /** An agency of the team; not said, it stays in one's own. */
  toAgencyId: z.uuid().optional(),
  asked: Asked,
  /** For another agency where the person was not asked, or cannot be: what it rests on. */
  legalBasis: LegalBasis.optional(),
  summary: z
    .array(SummaryPart)
    .min(1)
    .max(5)
    .refine((parts) => new Set(parts.map(({ compartment }) => compartment)).size === parts.length, 'one part a wall'),
})
export type HandOver = z.infer<typeof HandOver>

/**
 * On what another agency may take over: her word, or a basis that stands without it. `undefined`: on nothing, and so it
 * may not. Within the agency nothing new is shared, and nothing is needed.
 */
export const basisFor = (
  { asked, legalBasis }: Pick<HandOver, 'asked' | 'legalBasis'>,
  { childProcedure }: { childProcedure: boolean },
) => {
  // A child's word is heard; what decides is the guardian and the child's best interest.
  if (asked === 'yes') return childProcedure ? 'guardian-and-best-interest' : 'consent'
  return legalBasis === 'consent' ? undefined : legalBasis
}
