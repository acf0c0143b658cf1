import { z } from 'zod'

/** Human Trafficking Case Data Standard 2.0, `prs_Gender`; "unspecified or unknown" is an answer of that list. */
export const genders = [
  'feminine',
  'masculine',
  'transgender-feminine',
  'transgender-masculine',
  'non-conforming',
  'unspecified',
] as const

export const Gender = z.enum(genders)
export type Gender = z.infer<typeof Gender>
