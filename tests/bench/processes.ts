import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** proc(5) counts in ticks of USER_HZ, which is 100 on every Linux that programs are built for. */
const microsecondsPerTick = 10_000

/**
 * Returns the microseconds of processor time that all threads
 * of the process have used; undefined if the process is gone.
 */
export const cpuOf = (pid: number): number | undefined => {
  const fields = statOf(pid)
  return fields && (Number(fields[11]) + Number(fields[12])) * microsecondsPerTick
}

/**
 * Returns the memory of the process in KiB: its own pages, and its share of
 * pages used by several processes (PSS). Undefined if the process is gone.
 */
export const memoryOf = (pid: number): number | undefined => {
  const rollup = unlessGone(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
  const found = rollup?.match(/^Pss:\s+(\d+) kB$/m)
  return found ? Number(found[1]) : undefined
}

export interface Process {
  pid: number
  /** The process name from `/proc/<pid>/stat`. */
  name: string
  args: string[]
}

/** Returns the process and all its descendants. */
export const treeOf = (root: number): Process[] => {
  const children = new Map<number, number[]>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    const parent = Number.isInteger(pid) ? Number(statOf(pid)?.[1]) : Number.NaN
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const found: number[] = [root]
  for (const pid of found) found.push(...(children.get(pid) ?? []))
  return found.flatMap((pid) => {
    const name = unlessGone(() => readFileSync(`/proc/${pid}/comm`, 'utf8'))
    const args = unlessGone(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    return name === undefined || args === undefined ? [] : [{ pid, name: name.trim(), args: args.split('\0') }]
  })
}

/** Returns the script that a Node process runs, as a path relative to the root of the repository. */
export const scriptOf = ({ args, name }: Process, root: string): string => {
  const script = args.slice(1).find((arg) => /\.m?[jt]s$/.test(arg) && !arg.includes('orphan-guard'))
  return script === undefined ? name : path.relative(root, path.resolve(root, script))
}

/**
 * Returns the fields of `/proc/<pid>/stat` from the state on,
 * that is after the name, which may contain blanks and brackets.
 */
const statOf = (pid: number): string[] | undefined => {
  const status = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return status?.slice(status.lastIndexOf(')') + 2).split(' ')
}

const unlessGone = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
}
