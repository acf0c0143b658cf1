import type { TaskForce } from '../task-force.ts'
import type { Redis } from './redis.ts'

/** All that the queue holds is gone, schedules included. */
export const wipeQueue = async (force: TaskForce, redis: Redis | undefined): Promise<void> => {
  if (redis) return redis.wipe()
  const tables = await force.owner<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'`
  await force.owner.begin(async (sql) => {
    // Where it and a worker wait for each other, it is the worker that gives way.
    await sql`set local deadlock_timeout = '1min'`
    await sql.unsafe(`truncate ${tables.map(({ name }) => `bullmq.${name}`).join(', ')} cascade`)
  })
}
