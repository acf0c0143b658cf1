import { z } from 'zod'
import { Compartment } from '../compartments.ts'

/** What a page shows: one case or one referral. */
export const OnScreen = z.strictObject({ kind: z.enum(['case', 'referral']), id: z.uuid() })
export type OnScreen = z.infer<typeof OnScreen>

/** Another person on the page: by name in the reader's agency, otherwise only their agency. */
export const Looker = z.object({ agencyName: z.string(), personName: z.string().nullable() })
export type Looker = z.infer<typeof Looker>

/** Who else has it open now. */
export const Presence = z.object({ others: z.array(Looker) })
export type Presence = z.infer<typeof Presence>

/**
 * Something that pages may have open has changed. Ids and codes alone: the processes of the server tell each other, and it
 * stays nowhere.
 */
export const Change = z.object({
  on: OnScreen,
  /** Compartment of the change: pages of other readers are not told of it. */
  wall: Compartment,
  /** Null where a clock did it. */
  by: z.object({ personId: z.uuid(), agencyId: z.uuid() }).nullable(),
})
export type Change = z.infer<typeof Change>
