import { logRefusal, type Refusal } from '@palermo/db/audit/commands.ts'
import type { Database } from '@palermo/db/database.ts'
import { Unexpected } from '@palermo/db/faults.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'
import { limitConcurrency } from './concurrency-limit.ts'

/** Lines that are written at once: few, so that somebody who tries a thousand addresses leaves connections to the others. */
const atOnce = { concurrent: 2, longestQueue: 200 }

/**
 * Logs each refusal of somebody who is signed in before it is told: nobody is refused without a line, so whoever tries
 * many addresses waits for the log at each, and is slowed down by it.
 */
export const refusalLog = (db: Pick<Database, 'slots'>) => {
  const inLane = limitConcurrency(atOnce)
  /** @throws Problem not-signed-in, unavailable, to be told in place of the refusal */
  return async (request: FastifyRequest, error: unknown): Promise<void> => {
    const why = refusalOf(error)
    if (why === undefined || request.asked === null) return
    const { asked } = request
    await inLane(() => logRefusal(db, asked, why))
  }
}

const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof Unexpected) return 'row-security'
  if (!(error instanceof Problem)) return undefined
  const { problem } = error
  return problem === 'not-allowed' || problem === 'not-found' || problem === 'wrong-status' ? problem : undefined
}
