import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './command.ts'

/** A process of the system that is restarted whenever it ends unexpectedly. */
export type Part = {
  readonly name: string
  /** Restarts it now, with the current value of `environment`. */
  restart(): void
  /** Asks it to finish; after the grace period it is killed. Resolves when it has ended. */
  stop(): Promise<void>
  /** Its last lines of output, for the error message when it does not start. */
  lastWords(): string
}

export type PartOptions = {
  readonly name: string
  readonly args: readonly string[]
  /** Evaluated at each start, since URLs may have changed. */
  readonly environment: () => Readonly<Record<string, string>>
  /** File for its output; undefined: the terminal. */
  readonly logFile: string | undefined
  readonly log: (line: string) => void
}

const grace = 15_000
/** Time window in which earlier ends count as the same problem. */
const lookBack = 60_000
/**
 * Number of ends within that window that are followed by an immediate restart; afterwards a pause keeps a crash loop
 * from using a whole core.
 */
const atOnce = 5

/** Milliseconds before the next start, after this many ends within the last minute. */
export const pauseAfter = (recentEnds: number): number =>
  recentEnds <= atOnce ? 0 : Math.min(1_000 * 2 ** (recentEnds - atOnce - 1), 10_000)

export function keepRunning(options: PartOptions): Part {
  let child: ChildProcess | undefined
  let stopping = false
  let ends: number[] = []
  let timer: NodeJS.Timeout | undefined

  const launch = () => {
    child = spawnPart(options)
    options.log(`${options.name} runs as process ${child.pid}.`)
    child.once('exit', (code, signal) => {
      child = undefined
      if (stopping) return
      const now = Date.now()
      ends = [...ends.filter((end) => end > now - lookBack), now]
      options.log(`${options.name} ended (${signal ?? `exit ${code}`}); starting it again.`)
      timer = setTimeout(launch, pauseAfter(ends.length))
    })
  }
  launch()

  return {
    name: options.name,
    restart: () => void child?.kill('SIGTERM'),
    stop: async () => {
      stopping = true
      clearTimeout(timer)
      if (child) await endOf(child)
    },
    lastWords: () =>
      options.logFile ? readFileSync(options.logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '',
  }
}

function spawnPart({ args, environment, logFile }: PartOptions): ChildProcess {
  const output = logFile ? openLog(logFile) : 'inherit'
  const child = spawn(process.execPath, ['--import', orphanGuard, ...args], {
    cwd: root,
    // In a process group of its own, so that Ctrl-C on the terminal reaches it only through the ordered stop.
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...process.env, ...environment() },
  })
  if (typeof output === 'number') closeSync(output)
  return child
}

/** Preloaded into each process: ends it when its supervisor is gone, even by kill -9. */
const orphanGuard = fileURLToPath(new URL('orphan-guard.mjs', import.meta.url))

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const killer = setTimeout(() => child.kill('SIGKILL'), grace)
    child.once('exit', () => {
      clearTimeout(killer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

const largestLog = 10_000_000

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLog) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}
