import { urgencies } from '@palermo/shared/codes/urgency.ts'
import type { Db } from '../actor.ts'
import { flag, rowsOf } from '../readers.ts'
import { onSlot } from '../screen.ts'
import { pairsShown } from './queries.ts'

/**
 * Number of referrals from which the numbers of a period are stored. Below it they are counted at each request, which
 * is fast enough.
 */
const manyReferrals = 5_000

const cachedRows = rowsOf({ cached: flag })

/**
 * Counts the work numbers of all agencies and stores them for later requests: without a filter, and for each urgency.
 * The job uses a login of its own.
 * @param least number of referrals in the period below which nothing is stored
 * @returns the number of stored sets
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
