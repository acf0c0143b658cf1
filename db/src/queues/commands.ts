import type { Db } from '../actor.ts'
import { flag, rowsOf } from '../readers.ts'
import { onSlot } from '../screen.ts'

export interface ScheduledJobRun {
  name: string
  everySeconds: number
  isWell: boolean
}

/**
 * Records that a scheduled job of the worker ran, and whether it failed. The error itself is in the worker's log.
 * @throws Problem
 */
export const noteScheduledJob = async (
  db: Pick<Db, 'slots'>,
  { name, everySeconds, isWell }: ScheduledJobRun,
): Promise<void> => {
  await onSlot(
    db,
    (sql) => sql`
      insert into app.scheduled_jobs as r (name, every_seconds, done_at, failed_at, failures)
        values (${name}, ${everySeconds}, case when ${isWell} then clock_timestamp() end, case when not ${isWell} then clock_timestamp() end, ${isWell ? 0 : 1})
      on conflict (name) do update set every_seconds = excluded.every_seconds, done_at = coalesce(excluded.done_at, r.done_at),
        failed_at = coalesce(excluded.failed_at, r.failed_at), failures = case when ${isWell} then 0 else r.failures + 1 end`,
  )
}

/**
 * Whether scheduled jobs must wait, because the database is being filled for measurements (`db/src/load`).
 * @throws Problem
 */
export const areScheduledJobsPaused = (db: Pick<Db, 'slots'>): Promise<boolean> =>
  onSlot(db, (sql) => pausedRows(sql`select app.scheduled_jobs_are_paused() as paused`)).then(
    ([row]) => row?.paused ?? false,
  )
const pausedRows = rowsOf({ paused: flag })
