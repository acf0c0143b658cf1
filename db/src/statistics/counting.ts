import { asJob, type Db } from '../actor.ts'

/**
 * Counts every week that has begun and was not counted. The database counts, rounds and keeps; nothing of it comes here
 * but how many weeks there were.
 */
export const countWeeks = (db: Db): Promise<number> =>
  asJob(db, { kind: 'statistics.counted', request: 'statistics' }, async ({ sql }) => {
    const [row] = await sql<{ weeks: number }[]>`select app.count_weeks() as weeks`
    return row?.weeks ?? 0
  })
