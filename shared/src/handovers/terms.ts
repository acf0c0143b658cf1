import { z } from 'zod'
import { freeText, OpenCompartment } from '../compartments.ts'
import { fiveValues } from '../forms/answers.ts'
import { LegalBasis } from '../lawful-grounds.ts'

/** The reasons to decline a hand-over. The case then stays with the agency that offered it. */
export const handoverDeclineReasons = [
  'no-capacity',
  'conflict-of-interest',
  'not-right-for-person',
  'summary-not-enough',
] as const

/** The person's answer to the hand-over, or why the person was not asked. */
export const Asked = z.enum(fiveValues)

/** One part of the summary (open issues, due dates, risks), stored in its own compartment. */
export const SummaryPart = z.strictObject({ compartment: OpenCompartment, text: freeText(10_000) })

/** The input of an offer: the receiver, the person's answer, and the summary. */
export const HandOver = z.strictObject({
  /** The colleague who is to become the case lead; omitted for a hand-over to another agency. */
  toPersonId: z.uuid().optional(),
  /** An agency of the team; by default the giver's own agency. */
  toAgencyId: z.uuid().optional(),
  asked: Asked,
  /** The legal basis of a hand-over to another agency if the person was not or cannot be asked. */
  legalBasis: LegalBasis.optional(),
  summary: z
    .array(SummaryPart)
    .min(1)
    .max(5)
    .refine(
      (parts) => new Set(parts.map(({ compartment }) => compartment)).size === parts.length,
      'one part for each compartment',
    ),
})
export type HandOver = z.infer<typeof HandOver>

/**
 * Returns the legal basis on which another agency may take over: the person's consent, or a basis that does not need
 * consent. Undefined means that there is no basis, so that the hand-over is refused. A hand-over within the agency
 * shares no data with others and needs no basis.
 */
export const basisFor = (
  { asked, legalBasis }: Pick<HandOver, 'asked' | 'legalBasis'>,
  { childProcedure }: { childProcedure: boolean },
) => {
  // A child is heard, but the guardian and the child's best interest decide.
  if (asked === 'yes') return childProcedure ? 'guardian-and-best-interest' : 'consent'
  return legalBasis === 'consent' ? undefined : legalBasis
}
