import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, openDatabase, type PartName, partUrls } from './database.ts'
import { type Filling, startFilling } from './filling.ts'
import { keepRunning, type Part } from './part.ts'
import { leaveFolder, takeFolder } from './running.ts'
import type { Settings } from './settings.ts'

/** A process to supervise, with its name and the arguments of Node. */
export type Launch = { readonly name: PartName; readonly args: readonly string[] }

export type SystemOptions = {
  readonly settings: Settings
  readonly log: (line: string) => void
  /** Whether the processes write to files under the data folder instead of the terminal. */
  readonly logToFiles: boolean
  /** Returns the processes, the last of which is stopped first. Called while the database starts. */
  readonly launches: () => Promise<readonly Launch[]>
  readonly welcome: () => void
}

/**
 * Runs the system until a signal arrives or the parent process ends. Then stops the processes one after the other and
 * the database last, and ends this process.
 */
export async function runSystem(options: SystemOptions): Promise<void> {
  const { settings, log } = options
  const parts: Part[] = []
  let opening: Promise<Database> | undefined
  let filling: Filling | undefined
  let ending: Promise<never> | undefined

  const end = (code: number): Promise<never> => {
    // The stop runs only once, even if it is requested several times.
    ending ??= stopAll().then(
      () => process.exit(code),
      (error: Error) => {
        console.error(error.message)
        process.exit(1)
      },
    )
    return ending
  }
  const stopAll = async () => {
    log('Stopping …')
    for (const part of parts.toReversed()) await part.stop()
    await filling?.stop()
    // If the stop is requested while the database is starting, the database must still be stopped afterwards.
    const database = await opening?.catch(() => undefined)
    await database?.stop()
    leaveFolder(settings.dataFolder)
    log('Stopped.')
  }
  const filled = async (database: Promise<Database>): Promise<Database> => {
    const opened = await database
    if (ending) return opened
    filling = startFilling(opened.migrationUrl(), log)
    await filling.done
    return opened
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
  process.on('disconnect', () => end(0))
  // Ignores errors of a closed terminal, which would make the ordered stop crash.
  process.stdout.on('error', () => undefined)

  refuseSecond(settings)
  try {
    await untilPortIsFree(settings)
    opening = openDatabase(settings, log, () => {
      for (const part of parts) part.restart()
    })
    const [database, launches] = await Promise.all([filled(opening), options.launches()])
    if (ending) return await ending
    for (const launch of launches) parts.push(keepRunning(partOptions(launch, database, options)))
    await untilReady(settings, parts, () => ending !== undefined)
    if (!ending) options.welcome()
  } catch (error) {
    // If the stop was requested during the start, the steps of the start fail, and their errors are not reported.
    if (ending) return await ending
    console.error(`\n${error instanceof Error ? error.message : String(error)}`)
    await end(1)
  }
}

function refuseSecond(settings: Settings): void {
  const other = takeFolder(settings.dataFolder, addressOf(settings))
  if (!other) return
  console.error(`It already runs here: ${other.address} (process ${other.pid}).`)
  process.exit(1)
}

/** The URL under which a browser on this machine opens the system. */
export function addressOf(settings: Settings): string {
  return `http://localhost:${settings.port}`
}

function partOptions(launch: Launch, database: Database, { settings, log, logToFiles }: SystemOptions) {
  return {
    ...launch,
    log,
    logFile: logToFiles ? path.join(settings.dataFolder, 'logs', `${launch.name}.log`) : undefined,
    environment: () => ({
      ...partUrls(database, launch.name),
      HOST: settings.host,
      PORT: String(settings.port),
      PALERMO_DATA: settings.dataFolder,
      PALERMO_DEMO: settings.demo ? '1' : '0',
      ...adminPortOf(launch.name, settings),
    }),
  }
}

/**
 * The port for metrics: the requested one for the API, and the next for the worker, because all processes run on one
 * machine here.
 */
function adminPortOf(name: string, { admin }: Settings): { ADMIN_PORT: string } | undefined {
  return admin && { ADMIN_PORT: String(name === 'worker' ? admin.port + 1 : admin.port) }
}

/** Waits until the port is free: a process of an earlier start that was just killed may still be finishing requests. */
async function untilPortIsFree({ host, port }: Settings): Promise<void> {
  for (const until = Date.now() + 10_000; !(await isFree(host, port)); await sleep(200)) {
    if (Date.now() > until) throw new Error(`Port ${port} is in use by another programme. Set PORT to another number.`)
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

async function untilReady({ host, port }: Settings, parts: readonly Part[], isEnding: () => boolean): Promise<void> {
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/ready`
  for (const until = Date.now() + 60_000; ; await sleep(30)) {
    const reply = await fetch(address).catch(() => undefined)
    if (reply?.ok || isEnding()) return
    if (Date.now() > until) {
      const words = parts.map((part) => `${part.name}: ${part.lastWords()}`)
      throw new Error(`Not ready after a minute.\n${words.join('\n')}`)
    }
  }
}
