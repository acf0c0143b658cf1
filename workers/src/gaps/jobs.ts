import type { Db } from '@palermo/db/actor.ts'
import { type Followed, followChangedGaps, followGaps } from '@palermo/db/gaps/commands.ts'
import type { Log } from '../log.ts'

/**
 * Notifies supervisors of unfinished records that no member of their agency can open (gaps), and closes gaps that no
 * longer exist.
 */
export const findGaps = async (db: Db, log: Log, everything: boolean): Promise<void> =>
  tellOf(log, await followGaps(db, everything))

/** Does what `findGaps` does at once, for agencies and cases whose staff, bars, access or lead have just changed. */
export const findChangedGaps = async (db: Db, log: Log): Promise<void> => tellOf(log, await followChangedGaps(db))

const tellOf = (log: Log, { found, ended }: Followed) => {
  if (found + ended > 0) log.info({ found, ended }, 'records that no member of their agency can open')
}
