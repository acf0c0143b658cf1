import type { TaskForce } from '../task-force.ts'
import type { Redis } from './redis.ts'

/** Deletes all jobs and schedules of the queue. */
export const wipeQueue = async (force: TaskForce, redis: Redis | undefined): Promise<void> => {
  if (redis) return redis.wipe()
  const tables = await force.owner<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'`
  await force.owner.begin(async (sql) => {
    // In a deadlock PostgreSQL then ends the worker's transaction, and not this one.
    await sql`set local deadlock_timeout = '1min'`
    await sql.unsafe(`truncate ${tables.map(({ name }) => `bullmq.${name}`).join(', ')} cascade`)
  })
}
