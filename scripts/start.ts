// `npm start`: the whole system in one process tree. Starts (or reaches) the database, brings it up to date, builds the
// web app if need be, runs the API and the worker and keeps all of them running until Ctrl-C, which ends them in the
// reverse order. Settings: `docs/operations.md`.
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '@palermo/db/migrate.ts'
import { bundle } from './bundle.ts'
import { type Database, openDatabase, partUrls } from './database.ts'
import { keepRunning, type Part, type PartOptions } from './part.ts'
import { leaveFolder, takeFolder } from './running.ts'
import { readSettings, type Settings } from './settings.ts'
import { ensureWebBuild } from './web-build.ts'

const began = performance.now()
const say = (line: string) => console.log(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`)

const settings = readSettingsOrEnd()
const address = `http://localhost:${settings.port}`
let opening: Promise<Database> | undefined
let parts: Part[] = []
let ending: Promise<never> | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
// The starter's death, by kill -9 too.
process.on('disconnect', () => end(0))
// A closed terminal must not turn the orderly end into a crash.
process.stdout.on('error', () => undefined)

console.log('Palermo')
refuseSecondStart()
try {
  await start()
} catch (error) {
  // An end that was asked for in the middle of the start makes its steps fail.
  if (ending) await ending
  console.error(`\n${error instanceof Error ? error.message : String(error)}`)
  await end(1)
}

function readSettingsOrEnd(): Settings {
  try {
    return readSettings(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

function refuseSecondStart(): void {
  const other = takeFolder(settings.dataFolder, address)
  if (!other) return
  console.error(`It already runs here: ${other.address} (process ${other.pid}).`)
  process.exit(1)
}

async function start(): Promise<void> {
  await untilPortIsFree()
  const [bundles, database] = await Promise.all([
    bundle({ api: 'server/src/main.ts', worker: 'workers/src/main.ts' }),
    bringUpDatabase(),
    ensureWebBuild(say),
  ])
  if (ending) return
  parts = (['worker', 'api'] as const).map((name) =>
    keepRunning({ ...partOptions(name, database), args: [bundles[name]] }),
  )
  await untilReady()
  welcome()
}

async function bringUpDatabase(): Promise<Database> {
  opening = openDatabase(settings, say, () => {
    for (const part of parts) part.restart()
  })
  const database = await opening
  for (const name of await migrate(database.migrationUrl())) say(`Applied ${name}`)
  say('The database is up to date.')
  return database
}

function partOptions(name: 'api' | 'worker', database: Database): Omit<PartOptions, 'args'> {
  const log = settings.databaseUrl ? undefined : path.join(settings.dataFolder, 'logs', `${name}.log`)
  return {
    name,
    logFile: log,
    say,
    environment: () => ({
      ...partUrls(database),
      HOST: settings.host,
      PORT: String(settings.port),
      PALERMO_DATA: settings.dataFolder,
      PALERMO_DEMO: settings.demo ? '1' : '0',
    }),
  }
}

/** A part of a start that was killed a moment ago may still be finishing its last requests. */
async function untilPortIsFree(): Promise<void> {
  for (const until = Date.now() + 10_000; !(await portIsFree()); await sleep(200)) {
    if (Date.now() > until) {
      throw new Error(`Port ${settings.port} is in use by another programme. Set PORT to another number.`)
    }
  }
}

function portIsFree(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(false))
    probe.listen(settings.port, settings.host, () => probe.close(() => resolve(true)))
  })
}

async function untilReady(): Promise<void> {
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  for (const until = Date.now() + 60_000; ; await sleep(30)) {
    const reply = await fetch(`http://${host}:${settings.port}/api/ready`).catch(() => undefined)
    if (reply?.ok || ending) return
    if (Date.now() > until) {
      throw new Error(
        `Not ready after a minute.\n${parts.map((part) => `${part.name}: ${part.lastWords()}`).join('\n')}`,
      )
    }
  }
}

function welcome(): void {
  say('Ready.')
  console.log(`\n  ${address}\n`)
}

/** Once only: the API finishes its requests, the worker its jobs, the database last. */
function end(code: number): Promise<never> {
  ending ??= stopAll().then(
    () => process.exit(code),
    (error: Error) => {
      console.error(error.message)
      process.exit(1)
    },
  )
  return ending
}

async function stopAll(): Promise<void> {
  say('Stopping …')
  for (const part of parts.toReversed()) await part.stop()
  // Ctrl-C may come while the database is still starting; left alone it would stay behind.
  const database = await opening?.catch(() => undefined)
  await database?.stop()
  leaveFolder(settings.dataFolder)
  say('Stopped.')
}
