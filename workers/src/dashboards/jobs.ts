import type { Db } from '@palermo/db/actor.ts'
import { cacheWorkNumbers } from '@palermo/db/dashboards/cache.ts'

/** Counts and stores those numbers of the task-force lead's dashboard that take too long to count at each reading. */
export const countWorkNumbersOfAll = async (db: Db): Promise<void> => {
  await cacheWorkNumbers(db)
}
