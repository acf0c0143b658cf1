import { z } from 'zod'
import { Nationality } from '../codes/countries.ts'
import { Gender } from '../codes/genders.ts'
import { Language } from '../codes/languages.ts'
import { freeText } from '../compartments.ts'

/** The identity fields of the person, in display order. */
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

/** Reasons for correcting identity fields. */
export const correctionReasons = ['person-said', 'document-seen', 'not-known-before', 'mistake'] as const
export const CorrectionReason = z.enum(correctionReasons)

/** The new values of the corrected or added fields; null removes a value. The earlier values are stored as well. */
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
