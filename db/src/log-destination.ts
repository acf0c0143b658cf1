import { writeSync } from 'node:fs'
import { noteAlarm } from './alarms.ts'

/**
 * How many times, and after how many milliseconds each, writing is tried again while a slow reader of the log empties
 * its pipe.
 */
const waits = { times: 20, milliseconds: 10 }

/**
 * Writes the log to standard output, and to standard error if that fails (a full disk, a closed pipe). Lines that can
 * be written to neither are counted. Writing never throws, because a process that cannot log must continue to work.
 * After a line that was only partly written, the next line begins with a line break, so that the log can be parsed.
 */
export const logDestination = (descriptors: readonly number[] = [1, 2]): { write(line: string): void } => {
  const broken = new Set<number>()
  return {
    write(line) {
      const [first] = descriptors
      const taken = descriptors.find((descriptor) => isWritten(descriptor, line, broken))
      if (taken !== first) noteAlarm('log')
    },
  }
}

/**
 * Writes a line; returns whether the whole line was written.
 * @param broken descriptors whose last line was only partly written
 */
const isWritten = (descriptor: number, line: string, broken: Set<number>): boolean => {
  let rest = Buffer.from(broken.has(descriptor) ? `\n${line}` : line)
  for (let tries = 0; rest.length > 0; ) {
    try {
      const written = writeSync(descriptor, rest)
      rest = rest.subarray(written)
      if (written > 0 && rest.length > 0) broken.add(descriptor)
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'EAGAIN'
      if (!busy || tries++ >= waits.times) return false
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waits.milliseconds)
    }
  }
  broken.delete(descriptor)
  return true
}
