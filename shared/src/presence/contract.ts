import { z } from 'zod'
import { Compartment } from '../compartments.ts'

/** The record that a page shows: one case or one referral. */
export const OnScreen = z.strictObject({ kind: z.enum(['case', 'referral']), id: z.uuid() })
export type OnScreen = z.infer<typeof OnScreen>

/** Another person who has the page open: by name in the reader's own agency, otherwise only by agency. */
export const Looker = z.object({ agencyName: z.string(), personName: z.string().nullable() })
export type Looker = z.infer<typeof Looker>

/** The other persons who have the record open now. */
export const Presence = z.object({ others: z.array(Looker) })
export type Presence = z.infer<typeof Presence>

/**
 * A change of a record that open pages may show. It contains only ids and codes, is sent between server processes and
 * is never stored.
 */
export const Change = z.object({
  on: OnScreen,
  /** The compartment in which the change was made: only pages of readers of this compartment are notified. */
  compartment: Compartment,
  /** The person who made the change; null for a deadline. */
  by: z.object({ personId: z.uuid(), agencyId: z.uuid() }).nullable(),
})
export type Change = z.infer<typeof Change>
