import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'

/**
 * Functions that end processes and connections, the last started first, so that the benchmark leaves no process behind.
 */
const ends: (() => Promise<unknown>)[] = []

/** @param end may be called for a process or connection that has ended already */
export const atEnd = (end: () => Promise<unknown>): void => {
  ends.push(end)
}

let ending = Promise.resolve()

/** Resolves when all registered functions have run, including those that an earlier call of `endAll` started. */
export const endAll = (): Promise<void> => {
  ending = ending.then(async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end().catch((error: Error) => console.error(error.message))
  })
  return ending
}

/** Ends everything, then this process, on an interrupt, an uncaught error or the death of the parent process. */
export const endWithStarter = (): void => {
  const end = (code: number) => () => void endAll().then(() => process.exit(code))
  process.once('SIGINT', end(130))
  process.once('SIGTERM', end(143))
  process.once('SIGHUP', end(129))
  process.once('disconnect', end(1))
  process.once('uncaughtException', (error) => {
    console.error(error)
    end(1)()
  })
}

const grace = 20_000

/** Sends SIGTERM and waits until the process is gone; after the grace period sends SIGKILL. */
export const endChild = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  const killer = setTimeout(() => child.kill('SIGKILL'), grace)
  child.kill('SIGTERM')
  await gone
  clearTimeout(killer)
}
