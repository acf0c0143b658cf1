import { peoplePerAgency, type Size } from '@palermo/db/load/numbering.ts'
import { meterOf } from './cpu.ts'
import { endAll } from './ends.ts'
import { openSessions } from './load.ts'
import { apiPort, openLoaded } from './loaded.ts'
import { type Figure, measure } from './measure.ts'
import { scenarios } from './scenarios.ts'
import { measureSteps, measureTransition, type Step, type TransitionCost } from './steps.ts'

const ports = { api: apiPort, bare: 3902 }

export interface HotOptions {
  root: string
  folder: string
  rounds: number
  /** Seconds of each round. */
  seconds: number
  log: (line: string) => void
}

/** Figures of the most used routes under load. */
export interface Hot {
  size: Size
  figures: Figure[]
  /** Seconds that the load took; undefined if the database was left over from an earlier run. */
  loadedIn: number | undefined
  /** The version of PostgreSQL. */
  postgres: string
  /** The time of each step of a request. */
  parts: { steps: Step[]; transition: TransitionCost } | undefined
}

/** Measures the most used routes on a database of this size; with `inParts` also the time of each step. */
export const measureHot = async (options: HotOptions & { size: Size; inParts: boolean }): Promise<Hot> => {
  const { size, rounds, seconds, log } = options
  const { url, ring, data, owner, loadedIn, begin, beginApi } = await openLoaded(options, size)
  const people = Array.from({ length: size.agencies }, (_, agency) => agency * peoplePerAgency + 1)
  const secrets = await openSessions(owner, people)
  const api = beginApi()
  const bare = begin('tests/bench/bare.ts', { BENCH_DATABASE_URL: url, PORT: String(ports.bare) })
  const meters = {
    bare: meterOf(owner, bare, ['bare']),
    ours: meterOf(owner, api, ['palermo-api']),
  }
  const figures = await measure(scenarios(size, secrets, data), { ports, meters, rounds, seconds, log })
  const parts = options.inParts
    ? { steps: await measureSteps(url, size, secrets), transition: await measureTransition(url, ring, size, secrets) }
    : undefined
  const [version] = await owner<{ server_version: string }[]>`show server_version`
  await endAll()
  return { size, figures, parts, loadedIn, postgres: version?.server_version ?? '' }
}
