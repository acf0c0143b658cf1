import type { Db } from '@palermo/db/actor.ts'
import { fillHolidays } from '@palermo/db/deadlines/holidays.ts'
import { findOrphans } from '@palermo/db/deadlines/queries.ts'
import { endPeriod, expiredClocks, isFull, setAside, sweepAlarms } from '@palermo/db/deadlines/sweep.ts'
import { expireUnanswered } from '@palermo/db/referrals/unanswered.ts'
import type { Log } from '../log.ts'
import type { Tally } from '../tally.ts'

/** Raises every alarm that is due, and expires what was not answered in time. */
export const sweep = async (db: Db, tally: Tally, log: Log, stopping: () => boolean): Promise<void> => {
  for (let taken = await sweepAlarms(db); ; taken = await sweepAlarms(db)) {
    tally.alarms += taken
    if (!isFull(taken) || stopping()) break
  }
  for (const clock of await expiredClocks(db)) {
    if (stopping()) return
    try {
      await (clock.into === 'end' ? endPeriod(db, clock) : expireUnanswered(db, clock))
      tally.alarms += 1
    } catch (err) {
      log.error({ err, deadline: clock.id }, 'a clock could not end')
      await setAside(db, clock.id)
    }
  }
}

/**
 * Loads the holidays of the years around the present one. A calendar that is unknown leaves deadlines without holidays,
 * and is logged.
 */
export const holidays = async (db: Db, log: Log): Promise<void> => {
  try {
    const added = await fillHolidays(db)
    if (added > 0) log.info({ added }, 'holidays filled in')
  } catch (err) {
    if (!(err instanceof RangeError)) throw err
    log.error({ err }, 'no public holidays are known for this calendar')
  }
}

/**
 * Raises an alarm for open records that have no deadline or no responsible person, because no other check finds them.
 */
export const watchOrphans = async (db: Db, tally: Tally, log: Pick<Log, 'error'>): Promise<void> => {
  tally.orphans = await findOrphans(db)
  if (tally.orphans > 0) log.error({ orphans: tally.orphans }, 'open work without a clock or an owner')
}
