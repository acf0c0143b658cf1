import { z } from 'zod'

/** A running deadline that would get another due time: code, step, agency and times, as a task-force lead sees them. */
export const Move = z.object({
  caseReference: z.string().nullable(),
  key: z.string(),
  agencyName: z.string(),
  oldDueAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
})
export type Move = z.infer<typeof Move>

/** Number of moved deadlines shown in the preview, the soonest first. */
export const movesShown = 100

/** Preview of a change: the deadlines that it would move. */
export const Moves = z.object({ count: z.int(), items: z.array(Move), standing: z.int() })
export type Moves = z.infer<typeof Moves>

/**
 * One page of the preview. `standing`: the number of deadlines to check, sent with the first page. `next`: the last
 * checked deadline, after which the next page begins; null after the last page.
 */
export const MovesPage = Moves.extend({ standing: z.int().nullable(), counted: z.int(), next: z.uuid().nullable() })
export type MovesPage = z.infer<typeof MovesPage>

/** Maximum deadlines checked by one request, so that other requests run in between. */
const page = 2000

/** The page: a parameter shared by all previews. */
export const movesPageQuery = {
  after: z.uuid().nullable().default(null),
  limit: z.int().min(1).max(page).default(page),
}
