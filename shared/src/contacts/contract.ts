import { z } from 'zod'
import { freeText } from '../compartments.ts'
import { ContactOutcome, Safe, TriedWay } from './terms.ts'

/** An attempt to contact the person, for readers of C1. */
export const Contact = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  way: TriedWay,
  outcome: ContactOutcome,
  safe: Safe,
  note: z.string().nullable(),
  agencyName: z.string().nullable(),
  /** The name of a member of the reader's own agency; null for other agencies. */
  personName: z.string().nullable(),
  mine: z.boolean(),
  at: z.iso.datetime(),
  struck: z.boolean(),
})
export type Contact = z.infer<typeof Contact>

export const NewContact = z.strictObject({
  caseId: z.uuid(),
  way: TriedWay,
  outcome: ContactOutcome,
  safe: Safe.default('not-asked'),
  /** The time of the attempt; by default the time of the request. */
  at: z.iso.datetime().optional(),
  note: freeText(2000).optional(),
})
export type NewContact = z.infer<typeof NewContact>

export const ContactQuery = z.strictObject({
  caseId: z.uuid(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type ContactQuery = z.infer<typeof ContactQuery>

/** The contact log of one case, newest first, with the safety information for the next attempt. */
export const ContactLog = z.object({
  items: z.array(Contact),
  nextCursor: z.string().nullable(),
  /** The number of failed attempts since the person was last reached. */
  inVain: z.int(),
  lastReachedAt: z.iso.datetime().nullable(),
  /** The ways of contact that were recorded as unsafe and not as safe afterwards. */
  unsafeWays: z.array(TriedWay),
  /** The person's own instructions for safe contact. */
  safeContact: z.string().nullable(),
})
export type ContactLog = z.infer<typeof ContactLog>

/** Marks an entry of the actor as mistaken: the entry stays visible in the log but no longer counts. */
export const StrikeContact = z.strictObject({})
