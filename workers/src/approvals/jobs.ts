import type { Db } from '@palermo/db/actor.ts'
import { moveUnanswered } from '@palermo/db/approvals/unanswered.ts'
import type { Log } from '../log.ts'

/** Moves unanswered approvals to another agency. */
export const escalateApprovals = async (db: Db, log: Log): Promise<void> => {
  const moved = await moveUnanswered(db)
  if (moved > 0) log.info({ moved }, 'approvals without an answer were passed on')
}
