import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './command.ts'

/** A process of the system that is restarted whenever it ends unexpectedly. */
export type Part = {
  readonly name: string
  /** Restarts the process now, with the current value of `environment`. */
  restart(): void
  /** Asks the process to stop and kills it after the grace period. Resolves when the process has ended. */
  stop(): Promise<void>
  /** The last lines of the process's output, for the error message if it does not start. */
  lastWords(): string
}

export type PartOptions = {
  readonly name: string
  readonly args: readonly string[]
  /** Returns the environment. Called at each start, because URLs may have changed. */
  readonly environment: () => Readonly<Record<string, string>>
  /** File for the output of the process; undefined for the terminal. */
  readonly logFile: string | undefined
  readonly log: (line: string) => void
}

const grace = 15_000
/** Milliseconds within which earlier ends of the process count as the same problem. */
const lookBack = 60_000
/**
 * The number of ends in that time after which the process is restarted at once. Further restarts wait, so that a crash
 * loop does not use a whole core.
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
    // The process leads its own process group, so that Ctrl-C reaches it only through the ordered stop.
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...process.env, ...environment() },
  })
  if (typeof output === 'number') closeSync(output)
  return child
}

/** The module that is preloaded into each process, to end it when its supervisor has ended, even by kill -9. */
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
