import type { Db } from '@palermo/db/actor.ts'
import { endLooks } from '@palermo/db/cases/looks.ts'
import type { Log } from '../log.ts'

/** Ends access whose time is over, and notifies people of access that ends soon. */
export const looks = async (db: Db, log: Log): Promise<void> => {
  const ended = await endLooks(db)
  if (ended > 0) log.info({ ended }, 'looks ended or end soon')
}
