import type { Db } from '@palermo/db/actor.ts'
import { countWeeks } from '@palermo/db/statistics/counting.ts'
import type { Log } from '../log.ts'

/** Counts the people once a week has begun; what was missed while nothing ran is counted afterwards. */
export const statistics = async (db: Db, log: Log): Promise<void> => {
  const weeks = await countWeeks(db)
  if (weeks > 0) log.info({ weeks }, 'people were counted')
}
