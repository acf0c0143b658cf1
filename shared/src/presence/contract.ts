import { z } from 'zod'
import { Compartment } from '../compartments.ts'

/** What a page shows: one case or one referral. */
export const OnScreen = z.strictObject({ kind: z.enum(['case', 'referral']), id: z.uuid() })
export type OnScreen = z.infer<typeof OnScreen>

/** Somebody else, as this reader may know them: by name in one's own agency, elsewhere the agency alone. */
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
  /** Behind which wall it happened: outside nobody is told that anything did. */
  wall: Compartment,
  /** Null where a clock did it. */
  by: z.object({ personId: z.uuid(), agencyId: z.uuid() }).nullable(),
})
export type Change = z.infer<typeof Change>
