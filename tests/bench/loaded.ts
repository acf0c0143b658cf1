import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { startEmbedded } from '@palermo/db/embedded.ts'
import type { Size } from '@palermo/db/load/numbering.ts'
import { embeddedKeyring, type Keyring } from '@palermo/db/seal.ts'
import postgres from 'postgres'
import { atEnd, endChild } from './ends.ts'
import { loadedDatabase } from './load.ts'

export const apiPort = 3901

interface Options {
  root: string
  folder: string
  log: (line: string) => void
}

/** A filled database on its own PostgreSQL server, with functions that start the measured processes. */
export interface LoadedSystem {
  url: string
  /** Seconds that the load took; undefined if the database was left over from an earlier run. */
  loadedIn: number | undefined
  ring: Keyring
  /** The folder in which the API keeps its keys. */
  data: string
  owner: postgres.Sql
  /** Starts a process of the product or the benchmark, and returns its process id. */
  begin(entry: string, env: Record<string, string>): number
  beginApi(): number
}

export const openLoaded = async ({ root, folder, log }: Options, size: Size): Promise<LoadedSystem> => {
  mkdirSync(folder, { recursive: true })
  const server = await startEmbedded(path.join(folder, 'data'), log, { adopt: true })
  atEnd(() => server.stop())
  const data = path.join(folder, 'api')
  const ring = embeddedKeyring(path.join(data, 'keys'))
  const { url, seconds } = await loadedDatabase({ root, serverUrl: server.url, ring, log }, size)
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  atEnd(() => owner.end())
  const begin = (entry: string, env: Record<string, string>): number => {
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
  const beginApi = () =>
    begin('server/src/main.ts', {
      DATABASE_URL: url,
      PORT: String(apiPort),
      PALERMO_DATA: data,
      PALERMO_DEMO: '1',
      PALERMO_WEB: '/nowhere',
    })
  return { url, loadedIn: seconds, ring, data, owner, begin, beginApi }
}
