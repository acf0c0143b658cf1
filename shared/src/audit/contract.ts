import { z } from 'zod'
import { StaffFunction } from '../actor.ts'
import { AgencyLabel } from '../agencies/contract.ts'

/** One line of the access log for the case lead: person, time and kind of access; never the content. */
export const Look = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** The event of the route (`case.viewed`), which the page translates. */
  kind: z.string(),
  subjectKind: z.string().nullable(),
  agency: AgencyLabel.nullable(),
  function: StaffFunction.nullable(),
  /** Names only for colleagues of the reader; the role for others. */
  personName: z.string().nullable(),
  refused: z.boolean(),
})
export type Look = z.infer<typeof Look>

export const LookQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[\w-]{22}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type LookQuery = z.infer<typeof LookQuery>

export const LookPage = z.object({ items: z.array(Look), nextCursor: z.string().nullable() })
export type LookPage = z.infer<typeof LookPage>

/** The reading of one person in the last seven days, under a pseudonym: how much, and what is unusual. */
const ReviewLine = z.object({
  pseudonym: z.string(),
  agencyName: z.string(),
  function: StaffFunction.nullable(),
  looks: z.int(),
  cases: z.int(),
  refused: z.int(),
  atNight: z.int(),
})

export const AccessReview = z.object({
  items: z.array(ReviewLine),
  grants: z.int(),
  bars: z.int(),
  approvalsWaiting: z.int(),
  doneAlone: z.int(),
})
export type AccessReview = z.infer<typeof AccessReview>
