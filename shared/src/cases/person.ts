import { z } from 'zod'
import { Nationality } from '../codes/countries.ts'
import { Gender } from '../codes/genders.ts'
import { Language } from '../codes/languages.ts'
import { freeText } from '../compartments.ts'

/** What is known of who the person is, in the order in which it is shown. */
export const personFields = [
  'callName',
  'fullName',
  'birthYear',
  'sex',
  'nationality',
  'language',
  'safeContact',
] as const
export type PersonField = (typeof personFields)[number]

/** Why something about the person is written anew. */
export const correctionReasons = ['person-said', 'document-seen', 'not-known-before', 'mistake'] as const
export const CorrectionReason = z.enum(correctionReasons)

/** What is true now, of the fields that are corrected or added; null takes a value away. The old one is kept. */
export const CorrectPerson = z.strictObject({
  because: CorrectionReason,
  callName: freeText(200).nullable().optional(),
  fullName: freeText(200).nullable().optional(),
  birthYear: z.int().min(1900).max(2100).nullable().optional(),
  sex: Gender.nullable().optional(),
  nationality: Nationality.nullable().optional(),
  language: Language.nullable().optional(),
  safeContact: freeText(500).nullable().optional(),
})
export type CorrectPerson = z.infer<typeof CorrectPerson>
