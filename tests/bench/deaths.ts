import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { scriptOf } from './processes.ts'
import type { System } from './system.ts'

/** For each kill, the milliseconds until the process that replaced the killed process worked. */
export interface DeathFigures {
  api: number[]
  worker: number[]
}

interface Options {
  root: string
  system: System
  /** The system's data folder, in which the logs of its processes are. */
  data: string
  log: (line: string) => void
}

const deaths = 5
const longestWait = 60_000

/** Kills the API five times and then the worker five times, each time as soon as the replacement works. */
export const measureDeaths = async ({ root, system, data, log }: Options): Promise<DeathFigures> => {
  const pidOf = (name: string) =>
    system.processes().find((process) => path.basename(scriptOf(process, root), '.mjs') === name)?.pid
  const answers = () =>
    fetch(`${system.address}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  // The worker listens on no port, so each start is recognised by a line in its log.
  const starts = () => readFileSync(path.join(data, 'logs', 'worker.log'), 'utf8').split('"msg":"working"').length
  const figures: DeathFigures = { api: [], worker: [] }
  for (let death = 0; death < deaths; death++) figures.api.push(await dieOnce('api', pidOf, answers))
  for (let death = 0; death < deaths; death++) {
    const before = starts()
    figures.worker.push(await dieOnce('worker', pidOf, async () => starts() > before))
  }
  const list = (times: readonly number[]) => times.map((time) => time.toFixed(0)).join(', ')
  log(`restarts: API ${list(figures.api)} ms, worker ${list(figures.worker)} ms`)
  return figures
}

/**
 * Kills the process and returns the milliseconds until `works`, asked once the killed process is gone, returns true.
 */
const dieOnce = async (
  name: string,
  pidOf: (name: string) => number | undefined,
  works: () => Promise<boolean>,
): Promise<number> => {
  const victim = pidOf(name)
  if (victim === undefined) throw new Error(`no process of the system runs ${name}`)
  const began = performance.now()
  process.kill(victim, 'SIGKILL')
  for (; ; await pause(5)) {
    if (performance.now() - began > longestWait) throw new Error(`${name} did not come back after its death`)
    const successor = pidOf(name)
    if (successor !== undefined && successor !== victim && (await works())) return performance.now() - began
  }
}
