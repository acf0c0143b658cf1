import { urgencies } from '@palermo/shared/codes/urgency.ts'
import type { Db } from '../actor.ts'
import { flag, rowsOf } from '../readers.ts'
import { onSlot } from '../screen.ts'
import { pairsShown } from './queries.ts'

/** With fewer referrals in a period, counting at once is fast enough. */
const manyReferrals = 5_000

const cachedRows = rowsOf({ cached: flag })

/**
 * Counts the work numbers of all agencies for the next readers: in all, and of each urgency. Its calls are of the job's own login.
 * @param least referrals in the period, below which nothing is cached
 * @returns how many of these were cached
 */
export const cacheWorkNumbers = async (db: Db, least = manyReferrals): Promise<number> => {
  let cached = 0
  for (const urgency of [null, ...urgencies]) {
    const [row] = await onSlot(db, (sql) =>
      cachedRows(sql`select app.cache_work_numbers(${urgency}, ${pairsShown}, ${least}) as cached`),
    )
    if (row?.cached) cached += 1
  }
  return cached
}
