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
import { type Door, measureDoor, measureSteps, type Step } from './steps.ts'

const ports = { api: 3901, bare: 3902 }

export interface HotOptions {
  root: string
  folder: string
  size: Size
  rounds: number
  /** Of each round. */
  seconds: number
  say: (line: string) => void
}

export interface Hot {
  figures: Figure[]
  steps: Step[]
  door: Door
  /** Seconds; undefined where the database was kept from an earlier run. */
  loadedIn: number | undefined
  /** The server's version. */
  postgres: string
}

/** The hot paths under load on a database of full size, and then where their time goes. */
export const measureHot = async ({ root, folder, size, rounds, seconds, say }: HotOptions): Promise<Hot> => {
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
    ours: meterOf(owner, api, ['palermo-api', 'palermo-keys']),
  }
  const figures = await measure(scenarios(size, secrets, data), { ports, meters, rounds, seconds, say })
  say('where the rest goes, step by step')
  const steps = await measureSteps(url, size, secrets)
  const door = await measureDoor(url, ring, size, secrets)
  const [version] = await owner<{ server_version: string }[]>`show server_version`
  await endAll()
  return { figures, steps, door, loadedIn, postgres: version?.server_version ?? '' }
}
