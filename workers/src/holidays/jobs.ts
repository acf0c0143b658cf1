import type { Db } from '@palermo/db/actor.ts'
import { recountForHolidays } from '@palermo/db/holidays/commands.ts'
import type { Log } from '../log.ts'

/** Computes running deadlines again after an administrator corrected the calendar. */
export const recount = async (db: Db, log: Log, stopping: () => boolean): Promise<void> => {
  let moved = 0
  for (let goesOn = true; goesOn && !stopping(); ) {
    const page = await recountForHolidays(db)
    moved += page.moved
    goesOn = page.more
  }
  if (moved > 0) log.info({ moved }, 'clocks counted again for a holiday')
}
