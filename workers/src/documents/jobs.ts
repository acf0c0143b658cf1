import type { Db } from '@palermo/db/actor.ts'
import { sweepFiles } from '@palermo/db/documents/sweep.ts'
import type { Log } from '../log.ts'

/** Deletes files that belong to no record. The job compares only the names of files, and has no key to decrypt them. */
export const clearFiles = async (db: Db, folder: string, log: Log): Promise<void> => {
  const swept = await sweepFiles(db, { folder }, Date.now())
  if (swept.setAside > 0) log.error(swept, 'files that no document knows were set aside')
  else if (swept.dropped + swept.deleted > 0) log.info(swept, 'files that belong to nothing are gone')
}
