import { z } from 'zod'

/** A clock that stands and would be due at another time: code, step, agency and times, as a lead sees them. */
export const Move = z.object({
  caseReference: z.string().nullable(),
  key: z.string(),
  agencyName: z.string(),
  oldDueAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
})
export type Move = z.infer<typeof Move>

/** How many are shown of those that would move, the soonest due first. */
export const movesShown = 100

/** What would change for whom: told before anything is done. */
export const Moves = z.object({ count: z.int(), items: z.array(Move), standing: z.int() })
export type Moves = z.infer<typeof Moves>
