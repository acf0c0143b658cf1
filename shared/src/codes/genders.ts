import { z } from 'zod'

/** The list `prs_Gender` of the Human Trafficking Case Data Standard 2.0, which includes "unspecified or unknown". */
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
