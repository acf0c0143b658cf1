import { z } from 'zod'

/** A running deadline whose due time would change, as the preview shows it: code, step, agency and times. */
export const Move = z.object({
  caseReference: z.string().nullable(),
  key: z.string(),
  agencyName: z.string(),
  oldDueAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
})
export type Move = z.infer<typeof Move>

/** Maximum number of deadlines that the preview lists, soonest first. */
export const movesShown = 100

/** The preview of a change: the deadlines that the change would move. */
export const Moves = z.object({ count: z.int(), items: z.array(Move), standing: z.int() })
export type Moves = z.infer<typeof Moves>

/**
 * One page of the preview. `standing`: the number of all deadlines to check, sent with the first page only. `next`: the
 * id of the last checked deadline, after which the next page begins; null on the last page.
 */
export const MovesPage = Moves.extend({ standing: z.int().nullable(), counted: z.int(), next: z.uuid().nullable() })
export type MovesPage = z.infer<typeof MovesPage>

/**
 * Maximum number of deadlines that one request checks. The work is split into pages so that other requests run in
 * between.
 */
const page = 2000

/** The parameters of a page, the same for all previews. */
export const movesPageQuery = {
  after: z.uuid().nullable().default(null),
  limit: z.int().min(1).max(page).default(page),
}
