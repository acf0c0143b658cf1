import { Problem } from '@palermo/shared/problem.ts'
import { lines, type Queues, stillAfter } from '@palermo/shared/queues/contract.ts'
import { type Db, type RequestContext, read } from '../actor.ts'
import { alarmsOfProcess } from '../alarms.ts'
import { flag, instant, number, oneOf, orNull, rowsOf } from '../readers.ts'
import { scheduledJobs } from './table.ts'

const lineRows = rowsOf({ name: oneOf(lines), waiting: number, oldestAt: orNull(instant), isStill: flag })
const scheduledJobRows = rowsOf({
  name: scheduledJobs.name,
  everySeconds: scheduledJobs.everySeconds,
  doneAt: scheduledJobs.doneAt,
  failedAt: scheduledJobs.failedAt,
  failures: scheduledJobs.failures,
  isLate: flag,
})

/** Reads the state of queues and scheduled jobs, for administrators. @throws Problem not-allowed */
export const readQueues = async (db: Db, who: RequestContext): Promise<Queues> => {
  const { actor, rows } = await read(db, who, (sql) => [
    // Failed messages that will be retried count as waiting; dead letters do not count.
    lineRows(sql`
      select name, waiting, oldest_at as "oldestAt",
          coalesce(name in ('outbox', 'notices', 'clocks', 'outbound-messages', 'webhooks') and oldest_at < app.now() - make_interval(secs => ${stillAfter}), false) as "isStill"
        from app.waiting_lines()`),
    scheduledJobRows(sql`
      select name, every_seconds as "everySeconds", done_at as "doneAt", failed_at as "failedAt", failures,
          coalesce(done_at < clock_timestamp() - greatest(make_interval(secs => 3 * every_seconds), interval '2 minutes'), true) as "isLate"
        from app.scheduled_jobs order by every_seconds, name`),
  ])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  return { lines: rows[0], scheduledJobs: rows[1], alarms: alarmsOfProcess() }
}
