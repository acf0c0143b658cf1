import { countWeeks } from '@palermo/db/statistics/counting.ts'
import { type PublishedWeek, publishWeeks } from '@palermo/workers/statistics/publication.ts'
import { openSolver } from '@palermo/workers/statistics/solver.ts'
import type { ByHand } from '../workers/by-hand.ts'

/** Long enough for the proof on a busy machine. */
const mayTake = 3_600_000

/** Counts and publishes the weeks that have begun, as the worker does. */
export const countAndPublish = async ({ db }: ByHand): Promise<PublishedWeek[]> => {
  await countWeeks(db)
  return publishWeeks(db, openSolver().solve, mayTake)
}
