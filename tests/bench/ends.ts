import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'

/** What is still to be ended, the last begun first. Whatever happens to the bench, nothing of it stays behind. */
const ends: (() => Promise<unknown>)[] = []

/** @param end may be called when what it ends has ended already */
export const atEnd = (end: () => Promise<unknown>): void => {
  ends.push(end)
}

let ending = Promise.resolve()

/** Resolves when everything is gone, also what somebody else has begun to end. */
export const endAll = (): Promise<void> => {
  ending = ending.then(async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end().catch((error: Error) => console.error(error.message))
  })
  return ending
}

/** An interrupt, the death of the starter, or an error that nothing caught, ends everything and then the bench. */
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

/** Asks the process to end and waits until it is gone; after the grace it is killed. */
export const endChild = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  const killer = setTimeout(() => child.kill('SIGKILL'), grace)
  child.kill('SIGTERM')
  await gone
  clearTimeout(killer)
}
