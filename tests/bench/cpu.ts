import type postgres from 'postgres'
import { cpuOf } from './processes.ts'

/**
 * Microseconds of processor time so far, by process: of the HTTP server, and of the PostgreSQL backends that serve it.
 */
export interface Used {
  node: Map<number, number>
  postgres: Map<number, number>
}

export type Meter = () => Promise<Used>

/** Microseconds of processor time for one request. */
export interface Cost {
  node: number
  postgres: number
}

/**
 * Returns a meter of one HTTP server and its PostgreSQL backends. The meter leaves out PostgreSQL's shared processes,
 * such as the checkpointer, because they write to disk for both sides.
 * @param application the `application_name` of the server's connections
 */
export const meterOf =
  (owner: postgres.Sql, pid: number, application: readonly string[]): Meter =>
  async () => {
    const backends = await owner<{ pid: number }[]>`
      select pid from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and application_name = any (${[...application]})`
    return { node: used([pid]), postgres: used(backends.map((backend) => backend.pid)) }
  }

/** Returns the cost of one request. A process that started in between counts with all of its time. */
export const costOf = (before: Used, after: Used, requests: number): Cost => ({
  node: spent(before.node, after.node) / requests,
  postgres: spent(before.postgres, after.postgres) / requests,
})

const used = (pids: readonly number[]) => new Map(pids.map((pid) => [pid, cpuOf(pid) ?? 0]))

const spent = (before: Map<number, number>, after: Map<number, number>) =>
  [...after].reduce((sum, [pid, now]) => sum + now - (before.get(pid) ?? 0), 0)
