import { appendFileSync, existsSync } from 'node:fs'
import path from 'node:path'

/** The seed and the clock that a fixture found in one run. */
export interface Seen {
  seed: string | undefined
  clock: string | undefined
}

/** Records that a fixture ran, and returns whether this is its first run. */
export const isFirstRun = (fixture: string): boolean => {
  const folder = process.env.PALERMO_TEST_RESULTS
  if (folder === undefined) throw new Error('Fixtures run only under tests/suite/runner.test.ts')
  const file = path.join(folder, `${fixture}.seen`)
  const isFirst = !existsSync(file)
  const seen: Seen = { seed: process.env.PALERMO_SEED, clock: process.env.FAKETIME }
  appendFileSync(file, `${JSON.stringify(seen)}\n`)
  return isFirst
}
