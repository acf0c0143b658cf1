import type { Installation } from '@palermo/shared/installation/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, read } from '../actor.ts'
import { openApproval, presentApproval } from '../approvals/queries.ts'
import type { Database } from '../database.ts'
import { prepared } from '../prepared.ts'
import { taskForce } from '../table.ts'

const pageInUse = prepared((build) => build.select({ neutralPage: taskForce.neutralPage }).from(taskForce))

/**
 * Reads the page that quick exit opens (null if no page was set), and the change of the page that waits for approval.
 * @throws Problem not-allowed
 */
export const readNeutralPage = async (
  db: Database,
  who: RequestContext,
): Promise<Pick<Installation, 'neutralPage' | 'waiting'>> => {
  const { actor, rows } = await read(db, who, (sql) => [pageInUse(sql), openApproval(sql, 'exit-page')])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  const [[page], [waiting]] = rows
  return { neutralPage: page?.neutralPage ?? null, waiting: waiting ? presentApproval(waiting, actor) : null }
}
