import { writeSync } from 'node:fs'
import { noteAlarm } from './alarms.ts'

/** Retries, and milliseconds between them, while a slow reader of the log drains its pipe. */
const waits = { times: 20, milliseconds: 10 }

/**
 * Writes the log to standard output, and to standard error if that fails (a full disk, a closed pipe); lines that
 * cannot be written at all are counted. It never throws, because a process that cannot log must continue to work.
 */
export const logDestination = (descriptors: readonly number[] = [1, 2]): { write(line: string): void } => ({
  write(line) {
    const [first] = descriptors
    const taken = descriptors.find((descriptor) => isWritten(descriptor, line))
    if (taken !== first) noteAlarm('log')
  },
})

const isWritten = (descriptor: number, line: string): boolean => {
  let rest = Buffer.from(line)
  for (let tries = 0; rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'EAGAIN'
      if (!busy || tries++ >= waits.times) return false
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waits.milliseconds)
    }
  }
  return true
}
