import type { Db } from '@palermo/db/actor.ts'
import { moveToProfiles } from '@palermo/db/jurisdictions/commands.ts'
import type { Log } from '../log.ts'

/**
 * Moves running deadlines to a new version of their profile, if the administrator chose that when publishing the
 * version.
 */
export const moveClocks = async (db: Db, log: Log, stopping: () => boolean): Promise<void> => {
  let moved = 0
  for (let goesOn = true; goesOn && !stopping(); ) {
    const page = await moveToProfiles(db)
    moved += page.moved
    goesOn = page.more
  }
  if (moved > 0) log.info({ moved }, 'clocks moved to a new version of their profile')
}
