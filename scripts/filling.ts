import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A line of output of `fill.ts`, or the message of the error with which it failed. */
export type FillLine = { readonly kind: 'log' | 'print' | 'failed'; readonly text: string }

/** The variable that gives `fill.ts` the URL of the migration login; no other process reads it. */
export const migrationUrlVariable = 'PALERMO_MIGRATION_URL'

/** A running process of `fill.ts`. `done` rejects with the error of that process. */
export type Filling = { readonly done: Promise<void>; readonly stop: () => Promise<void> }

/** Runs `fill.ts` on a database. */
export function startFilling(migrationUrl: string, log: (line: string) => void): Filling {
  const child = fork(fileURLToPath(new URL('fill.ts', import.meta.url)), {
    // The process leads its own process group, so that Ctrl-C reaches it only through the ordered stop.
    detached: true,
    env: { ...process.env, [migrationUrlVariable]: migrationUrl },
  })
  let failure: string | undefined
  child.on('message', (line: FillLine) => {
    if (line.kind === 'log') log(line.text)
    else if (line.kind === 'print') console.log(line.text)
    else failure = line.text
  })
  const ended = once(child, 'close')
  const done = ended.then(([code]) => {
    if (code !== 0) throw new Error(failure ?? 'The database could not be brought up to date.')
  })
  return {
    done,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
