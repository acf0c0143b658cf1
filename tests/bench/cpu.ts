import type postgres from 'postgres'
import { cpuOf } from './processes.ts'

/** Processor time so far, in microseconds, by process: of the HTTP server, and of PostgreSQL's backends that serve it. */
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
 * Reads one side's meter: the process itself, and the backends that PostgreSQL names as its own. Not in it: the server's
 * common processes, that write to disk for both sides.
 * @param application as the side's connections call themselves
 */
export const meterOf =
  (owner: postgres.Sql, pid: number, application: readonly string[]): Meter =>
  async () => {
    const backends = await owner<{ pid: number }[]>`
      select pid from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and application_name = any (${[...application]})`
    return { node: used([pid]), postgres: used(backends.map((backend) => backend.pid)) }
  }

/** A process that came in between counts whole. */
export const costOf = (before: Used, after: Used, requests: number): Cost => ({
  node: spent(before.node, after.node) / requests,
  postgres: spent(before.postgres, after.postgres) / requests,
})

const used = (pids: readonly number[]) => new Map(pids.map((pid) => [pid, cpuOf(pid) ?? 0]))

const spent = (before: Map<number, number>, after: Map<number, number>) =>
  [...after].reduce((sum, [pid, now]) => sum + now - (before.get(pid) ?? 0), 0)
