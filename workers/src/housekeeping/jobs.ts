import type { Db } from '@palermo/db/actor.ts'
import { prune } from '@palermo/db/housekeeping/commands.ts'
import type { Keep } from '@palermo/shared/housekeeping/keep.ts'
import type { Log } from '../log.ts'

/** Deletes technical rows once their retention time (`keep`) has passed. */
export const housekeeping = async (db: Db, keep: Keep, log: Log, stopping: () => boolean): Promise<void> => {
  const taken = await prune(db, keep, stopping)
  if (Object.values(taken).some((n) => n > 0)) log.info(taken, 'old rows taken away')
}
