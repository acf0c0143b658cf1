import { z } from 'zod'
import { Compartment } from '../compartments.ts'

/** The record that a page shows: one case or one referral. */
export const OnScreen = z.strictObject({ kind: z.enum(['case', 'referral']), id: z.uuid() })
export type OnScreen = z.infer<typeof OnScreen>

/** Another person on the page: by name in the reader's agency, otherwise only their agency. */
export const Looker = z.object({ agencyName: z.string(), personName: z.string().nullable() })
export type Looker = z.infer<typeof Looker>

/** Other persons who have it open now. */
export const Presence = z.object({ others: z.array(Looker) })
export type Presence = z.infer<typeof Presence>

/**
 * A change of a record that open pages may show. Only ids and codes, exchanged between server processes and never
 * stored.
 */
export const Change = z.object({
  on: OnScreen,
  /** Compartment of the change: only pages of its readers are notified. */
  compartment: Compartment,
  /** Null for a change by a deadline. */
  by: z.object({ personId: z.uuid(), agencyId: z.uuid() }).nullable(),
})
export type Change = z.infer<typeof Change>
