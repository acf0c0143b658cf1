import type { Db } from '@palermo/db/actor.ts'
import { cacheWorkNumbers } from '@palermo/db/dashboards/cache.ts'

/** Counts what the lead's dashboard shows, where it is too much to be counted at each reading. */
export const countWorkNumbersOfAll = async (db: Db): Promise<void> => {
  await cacheWorkNumbers(db)
}
