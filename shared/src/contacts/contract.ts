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
  /** Only for staff of the reader's own agency. */
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
  /** The time of the attempt; by default now. */
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

/** The contact log of one case, newest first, with safety information for the next attempt. */
export const ContactLog = z.object({
  items: z.array(Contact),
  nextCursor: z.string().nullable(),
  /** Failed attempts since the person was last reached. */
  inVain: z.int(),
  lastReachedAt: z.iso.datetime().nullable(),
  /** Ways of contact recorded as unsafe and not as safe since. */
  unsafeWays: z.array(TriedWay),
  /** The person's own instructions for safe contact. */
  safeContact: z.string().nullable(),
})
export type ContactLog = z.infer<typeof ContactLog>

/** Withdraws an entry of the actor: it stays in the log, struck through, and does not count. */
export const StrikeContact = z.strictObject({})
