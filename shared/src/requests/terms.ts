import { z } from 'zod'

/** What a look may be for. There is none for enforcement or removal, on purpose (access matrix, section 2.1). */
export const purposes = [
  'identification',
  'immediate-protection',
  'assistance',
  'health',
  'legal-aid',
  'victim-status-determination',
  'investigation',
  'prosecution',
  'compensation',
  'return-reintegration',
] as const
export const Purpose = z.enum(purposes)

/** What a look may rest on. */
export const legalBases = [
  'consent',
  'guardian-and-best-interest',
  'vital-interest',
  'statutory-duty',
  'court-order',
  'legal-claim',
] as const
export const LegalBasis = z.enum(legalBases)

/** Why somebody is not let in: coded, and none says whether there is anything to see. */
export const refusalReasons = [
  'not-needed-for-task',
  'person-did-not-agree',
  'ask-the-person-first',
  'answer-given-otherwise',
  'basis-not-shown',
] as const
export const RefusalReason = z.enum(refusalReasons)

/** Walls that one person may open to another. Whereabouts (C2) need two. */
export const askableCompartments = ['C1', 'C3', 'C4', 'C5'] as const
export const AskableCompartment = z.enum(askableCompartments)
export type AskableCompartment = z.infer<typeof AskableCompartment>
