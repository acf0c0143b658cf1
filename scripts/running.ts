import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isAlive } from '@palermo/db/embedded/postmaster.ts'

/**
 * The process that runs the system of a data folder. Only one process may, because that process alone starts and stops
 * the database of the folder.
 */
export type Running = { readonly pid: number; readonly address: string; readonly birth: string }

/** The process that runs the system of this data folder now; undefined if none does. */
export function whoRuns(dataFolder: string): Running | undefined {
  try {
    const running = JSON.parse(readFileSync(lockFile(dataFolder), 'utf8')) as Running
    return running.pid !== process.pid && birthOf(running.pid) === running.birth ? running : undefined
  } catch {
    return undefined
  }
}

/**
 * Reserves the data folder for this process.
 * @returns undefined if this succeeded, otherwise the process that has reserved the folder
 */
export function takeFolder(dataFolder: string, address: string): Running | undefined {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const file = lockFile(dataFolder)
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, address, birth: birthOf(process.pid) } satisfies Running), {
    mode: 0o600,
  })
  try {
    for (;;) {
      const other = whoRuns(dataFolder)
      if (other) return other
      rmSync(file, { force: true })
      if (linked(mine, file)) return undefined
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

export function leaveFolder(dataFolder: string): void {
  rmSync(lockFile(dataFolder), { force: true })
}

function lockFile(dataFolder: string): string {
  return path.join(dataFolder, 'running.json')
}

/**
 * Creates a hard link and returns whether it succeeded. Linking is atomic, so only one of several processes succeeds.
 */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Distinguishes a process from a later one with the same number, as after a restart of the machine or container: by the
 * boot id and the start time where the system provides them (Linux, proc(5): field 22 of stat).
 */
function birthOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const startTime = status.slice(status.lastIndexOf(')') + 2).split(' ')[19]
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startTime}`
  } catch {
    return isAlive(pid) ? 'alive' : 'dead'
  }
}
