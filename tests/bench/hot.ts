import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { startEmbedded } from '@palermo/db/embedded.ts'
import { peoplePerAgency, type Size } from '@palermo/db/load/numbering.ts'
import { embeddedKeyring } from '@palermo/db/seal.ts'
import postgres from 'postgres'
import { meterOf } from './cpu.ts'
import { atEnd, endAll, endChild } from './ends.ts'
import { loadedDatabase, openSessions } from './load.ts'
import { type Figure, measure } from './measure.ts'
import { scenarios } from './scenarios.ts'
import { measureSteps, measureTransition, type Step, type TransitionCost } from './steps.ts'

const ports = { api: 3901, bare: 3902 }

export interface HotOptions {
  root: string
  folder: string
  rounds: number
  /** Of each round. */
  seconds: number
  say: (line: string) => void
}

/** The hot paths under load. */
export interface Hot {
  size: Size
  figures: Figure[]
  /** Seconds; undefined where the database was kept from an earlier run. */
  loadedIn: number | undefined
  /** The server's version. */
  postgres: string
  /** Where their time goes, step by step. */
  parts: { steps: Step[]; transition: TransitionCost } | undefined
}

/** On a database of this size; `inParts` also says where the time goes. */
export const measureHot = async (options: HotOptions & { size: Size; inParts: boolean }): Promise<Hot> => {
  const { root, folder, size, rounds, seconds, say } = options
  mkdirSync(folder, { recursive: true })
  const server = await startEmbedded(path.join(folder, 'data'), say, { adopt: true })
  atEnd(() => server.stop())
  const data = path.join(folder, 'api')
  const ring = embeddedKeyring(path.join(data, 'keys'))
  const { url, seconds: loadedIn } = await loadedDatabase({ root, serverUrl: server.url, ring, say }, size)
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  atEnd(() => owner.end())
  const people = Array.from({ length: size.agencies }, (_, agency) => agency * peoplePerAgency + 1)
  const secrets = await openSessions(owner, people)

  const part = (entry: string, env: Record<string, string>): number => {
    const log = openSync(path.join(folder, `${path.basename(path.dirname(entry))}.log`), 'w')
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, entry)], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, 'inherit'],
    })
    closeSync(log)
    atEnd(() => endChild(child))
    return child.pid ?? 0
  }
  const api = part('server/src/main.ts', {
    DATABASE_URL: url,
    PORT: String(ports.api),
    PALERMO_DATA: data,
    PALERMO_DEMO: '1',
    PALERMO_WEB: '/nowhere',
  })
  const bare = part('tests/bench/bare.ts', { BENCH_DATABASE_URL: url, PORT: String(ports.bare) })
  const meters = {
    bare: meterOf(owner, bare, ['bare']),
    ours: meterOf(owner, api, ['palermo-api']),
  }
  const figures = await measure(scenarios(size, secrets, data), { ports, meters, rounds, seconds, say })
  const parts = options.inParts
    ? { steps: await measureSteps(url, size, secrets), transition: await measureTransition(url, ring, size, secrets) }
    : undefined
  const [version] = await owner<{ server_version: string }[]>`show server_version`
  await endAll()
  return { size, figures, parts, loadedIn, postgres: version?.server_version ?? '' }
}
