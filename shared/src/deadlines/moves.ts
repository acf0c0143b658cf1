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

/**
 * One page of the count. `standing`: how many clocks there are to count, told with the first page. `next`: the clock that was
 * counted last, behind which the next page begins; null after the last page.
 */
export const MovesPage = Moves.extend({ standing: z.int().nullable(), counted: z.int(), next: z.uuid().nullable() })
export type MovesPage = z.infer<typeof MovesPage>

/** How many clocks one request counts at most: a blink, between which everybody else is served. */
const page = 2000

/** Which page: the part of a request that each count takes. */
export const movesPageQuery = {
  after: z.uuid().nullable().default(null),
  limit: z.int().min(1).max(page).default(page),
}
