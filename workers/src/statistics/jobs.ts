import type { Db } from '@palermo/db/actor.ts'
import { countWeeks } from '@palermo/db/statistics/counting.ts'
import type { Solve } from '@palermo/shared/statistics/program.ts'
import type { Log } from '../log.ts'
import { publishWeeks } from './publication.ts'
import { openSolver, type Solver } from './solver.ts'

/**
 * Milliseconds for the proof that a week's figures identify no person, which usually takes seconds. If the time is
 * exceeded, no figure of that week is shown.
 */
const mayTake = 300_000

/**
 * Counts persons when a week has begun, and publishes the figures that are proved to identify no person; weeks missed
 * while the worker was down are counted later.
 */
export const statistics = async (db: Db, log: Log): Promise<void> => {
  const weeks = await countWeeks(db)
  if (weeks > 0) log.info({ weeks }, 'people were counted')
  let solver: Solver | undefined
  // The solver is started when the first program must be solved, because most runs have none.
  const solve: Solve = (program) => {
    solver ??= openSolver()
    return solver.solve(program)
  }
  try {
    for (const { week, proved } of await publishWeeks(db, solve, mayTake)) {
      if (!proved)
        log.warn({ week }, 'nothing of this week is shown: it was not proved in time that it gives nobody away')
    }
  } finally {
    await solver?.close()
  }
}
