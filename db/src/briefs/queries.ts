import { briefOf } from '@palermo/shared/briefs/brief.ts'
import type { Brief, BriefQuery } from '@palermo/shared/briefs/contract.ts'
import { snapshotWorkflow } from '@palermo/shared/snapshots/record.ts'
import { type RequestContext, read } from '../actor.ts'
import { workNumbersFrom, workStatements } from '../dashboards/queries.ts'
import type { Database } from '../database.ts'
import { oneOf, rowsOf, text } from '../readers.ts'
import { statisticsFrom, statisticsStatements } from '../statistics/queries.ts'

const waitingRows = rowsOf({ id: text, week: text, status: oneOf(snapshotWorkflow.statuses) })

/**
 * Reads all figures of the one-page brief for a meeting, in one round trip.
 * @throws Problem not-allowed unless the caller is a task-force lead
 */
export const readBrief = async (db: Database, who: RequestContext, { since }: BriefQuery): Promise<Brief> => {
  const { rows } = await read(
    db,
    who,
    (sql) =>
      [
        ...workStatements(sql, { since }),
        ...statisticsStatements(sql, null),
        waitingRows(sql`
          select id, week::text, status from app.snapshots where status in ('drafted', 'signed') order by created_at limit 5`),
      ] as const,
  )
  const [head, cohort, times, late, open, caseload, trend, change, agencies, ...more] = rows
  const [week, cells, weeks, known, snapshots] = more
  const work = workNumbersFrom([head, cohort, times, late, open, caseload, trend, change, agencies])
  return briefOf(work, statisticsFrom([week, cells, weeks, known]), snapshots)
}
