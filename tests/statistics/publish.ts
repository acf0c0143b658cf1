import { countWeeks } from '@palermo/db/statistics/counting.ts'
import { type PublishedWeek, publishWeeks } from '@palermo/workers/statistics/publication.ts'
import { openSolver } from '@palermo/workers/statistics/solver.ts'
import type { ByHand } from '../workers/by-hand.ts'

/** A test waits for the proof however busy the machine is. */
const mayTake = 3_600_000

/** What the worker does once a week has begun. */
export const countAndPublish = async ({ db }: ByHand): Promise<PublishedWeek[]> => {
  await countWeeks(db)
  return publishWeeks(db, openSolver().solve, mayTake)
}
