import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import { type Binaries, runOptions } from './binaries.ts'
import type { Place } from './place.ts'

/** A PostgreSQL server process, as its own lock file describes it. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean }

/** What the lock file in the data folder says, when it names a process that lives. */
export async function livingPostmaster(place: Place): Promise<Postmaster | undefined> {
  const found = await readLockFile(place)
  return found && stateOf(found.pid) === 'alive' ? found : undefined
}

/** Line 1 is the pid, line 4 the port, line 8 the state (documented with PostgreSQL's pg_ctl). */
async function readLockFile(place: Place): Promise<Postmaster | undefined> {
  const text = await readFile(lockFile(place), 'utf8').catch(() => undefined)
  const lines = text?.split('\n') ?? []
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined
}

/**
 * Removes the lock file where PostgreSQL would refuse to start although no server runs: the file names a process that is dead
 * but not yet reaped or, after a restart of the machine, an unrelated process with the same number.
 * Backends that outlive their postmaster still hold the shared memory, and PostgreSQL still refuses to start beside them.
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
 * Starts a server as a child in a session of its own: no signal meant for the starter reaches it, and it lives on when
 * the starter is killed. Resolves with the lock file's word once it takes connections.
 * @throws when the server ends before that, with the last lines of its log
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
 * Ends a server: fast shutdown, and an immediate one (safe, but the next start replays the log) when that takes longer
 * than half a minute.
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

/** Resolves when the process is gone. The timer keeps no process alive. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(500, undefined, { ref: false })
}

/** The last lines the server wrote, for the message of an error. */
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
    // The state is the first word after the name in brackets, which may itself hold spaces and brackets.
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return /^[ZX]/.test(status.slice(status.lastIndexOf(')') + 2)) ? 'zombie' : 'alive'
  } catch {
    return signalTo(pid, 0) ? 'alive' : 'dead'
  }
}

/** Whether the process exists. Another account's process exists, too, though no signal may be sent to it. */
function signalTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Where the system does not tell (no /proc), every living process counts as the server: never start beside it. */
export async function servesThese(pid: number, place: Place): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  return command === undefined || command.includes(place.data)
}

const largestLog = 5_000_000

async function turnLog(place: Place): Promise<void> {
  const size = (await stat(place.log).catch(() => undefined))?.size ?? 0
  if (size > largestLog) await rename(place.log, `${place.log}.1`)
}
