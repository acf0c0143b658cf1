import { z } from 'zod'
import { StaffFunction } from '../actor.ts'
import { AgencyLabel } from '../agencies/contract.ts'

/**
 * One line of the access log as the case lead reads it: which person read or changed something, when and how, but not
 * the content.
 */
export const Look = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** The event that the route logs (`case.viewed`), which the page translates. */
  kind: z.string(),
  subjectKind: z.string().nullable(),
  agency: AgencyLabel.nullable(),
  function: StaffFunction.nullable(),
  /** The name of a colleague of the reader; null for persons of other agencies, who are shown by their role. */
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

/**
 * How much one person read in the last seven days and which of it was unusual. The person appears under a pseudonym.
 */
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
