import { z } from 'zod'

/** The purposes of access. Deliberately no purpose covers enforcement or removal (access matrix, section 2.1). */
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

/** The legal bases of access. */
export const legalBases = [
  'consent',
  'guardian-and-best-interest',
  'vital-interest',
  'statutory-duty',
  'court-order',
  'legal-claim',
] as const
export const LegalBasis = z.enum(legalBases)
