import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import { type Binaries, runOptions } from './binaries.ts'
import type { Place } from './place.ts'

/** A PostgreSQL server process, as the server's lock file describes it. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean }

/** Returns the contents of the lock file in the data folder, if the process that the file names is alive. */
export async function livingPostmaster(place: Place): Promise<Postmaster | undefined> {
  const found = await readLockFile(place)
  return found && stateOf(found.pid) === 'alive' ? found : undefined
}

/**
 * Reads the lock file: line 1 is the process id, line 4 the port, line 8 the state (documented with PostgreSQL's
 * pg_ctl).
 */
async function readLockFile(place: Place): Promise<Postmaster | undefined> {
  const text = await readFile(lockFile(place), 'utf8').catch(() => undefined)
  const lines = text?.split('\n') ?? []
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined
}

/**
 * Removes a lock file that would prevent the start although no server runs: the file names the id of a process that is
 * dead but not yet reaped or, after a restart of the machine, of an unrelated process. If backends of a dead postmaster
 * still hold the shared memory, PostgreSQL itself refuses to start.
 */
export async function clearDeadLock(place: Place): Promise<void> {
  const found = await readLockFile(place)
  if (!found) return
  const state = stateOf(found.pid)
  if (state === 'zombie' || (state === 'alive' && !(await servesThese(found.pid, place)))) {
    await rm(lockFile(place), { force: true })
  }
}

/**
 * Starts a server as a child process in a session of its own, so that signals to this process do not reach the server
 * and the server survives this process. Resolves with the contents of the lock file when the server accepts
 * connections.
 * @throws if the server ends before that, with the last lines of its log
 */
export async function launch(
  binaries: Binaries,
  place: Place,
  account: Account | undefined,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<{ pid: number; port: number; exited: Promise<void> }> {
  await turnLog(place)
  const log = await open(place.log, 'a', 0o600)
  if (account) await log.chown(account.uid, account.gid)
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(path.join(binaries.folder, 'postgres'), ['-D', place.data, '-p', String(port), ...options], {
    ...runOptions(account),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const exited = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.on('error', () => resolve())
  })
  await log.close()
  child.unref()
  let ended = false
  exited.then(() => {
    ended = true
  })
  while (!ended) {
    const found = await readLockFile(place)
    if (found?.ready && found.pid === child.pid) return { pid: found.pid, port: found.port, exited }
    await Promise.race([exited, sleep(15)])
  }
  throw new Error('PostgreSQL ended while starting.')
}

/**
 * Stops a server by a fast shutdown. If the server still runs after half a minute, stops it by an immediate shutdown,
 * which loses no data but makes the next start replay the log.
 */
export async function end(place: Place, pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
  ] as const) {
    if ((await livingPostmaster(place))?.pid !== pid) return
    signalTo(pid, signal)
    for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
      if ((await livingPostmaster(place))?.pid !== pid) return
      await sleep(15)
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`)
}

export function isAlive(pid: number): boolean {
  return stateOf(pid) === 'alive'
}

/** Resolves when the process has ended. The timer does not prevent the end of the calling process. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(500, undefined, { ref: false })
}

/** Returns the last lines of the server's log, for an error message. */
export async function lastWords(place: Place): Promise<string> {
  const text = await readFile(place.log, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-5).join('\n')
}

function lockFile(place: Place): string {
  return path.join(place.data, 'postmaster.pid')
}

function stateOf(pid: number): 'alive' | 'zombie' | 'dead' {
  if (!signalTo(pid, 0)) return 'dead'
  try {
    // The state is the first word after the process name in brackets; the name may itself contain spaces and brackets.
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return /^[ZX]/.test(status.slice(status.lastIndexOf(')') + 2)) ? 'zombie' : 'alive'
  } catch {
    return signalTo(pid, 0) ? 'alive' : 'dead'
  }
}

/**
 * Sends a signal, or with 0 only checks the process. Returns whether the process exists, which is also true if it
 * belongs to another account and cannot be signalled.
 */
function signalTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Whether the process is the server of this folder. On systems without /proc, every living process with this id counts
 * as the server, so that no second server is started.
 */
export async function servesThese(pid: number, place: Place): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  return command === undefined || command.includes(place.data)
}

const largestLog = 5_000_000

async function turnLog(place: Place): Promise<void> {
  const size = (await stat(place.log).catch(() => undefined))?.size ?? 0
  if (size > largestLog) await rename(place.log, `${place.log}.1`)
}
