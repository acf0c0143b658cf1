import type { Db } from '@palermo/db/actor.ts'
import { followGaps } from '@palermo/db/gaps/commands.ts'
import type { Log } from '../log.ts'

/**
 * Notifies supervisors of unfinished records that no member of their agency can open (gaps), and closes gaps that no
 * longer exist.
 */
export const findGaps = async (db: Db, log: Log, everything: boolean): Promise<void> => {
  const { found, ended } = await followGaps(db, everything)
  if (found + ended > 0) log.info({ found, ended }, 'records that no member of their agency can open')
}
