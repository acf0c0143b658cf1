import { logRefusal, type Refusal } from '@palermo/db/audit/commands.ts'
import type { Database } from '@palermo/db/database.ts'
import { Unexpected } from '@palermo/db/faults.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'
import { limitConcurrency } from './concurrency-limit.ts'

/**
 * The number of refusals that are logged at once: few, so that an attacker who tries a thousand ids does not use up the
 * database connections.
 */
const atOnce = { concurrent: 2, longestQueue: 200 }

/**
 * Returns the function that logs each refusal of a signed-in person before the reply is sent. An attacker who tries
 * many ids must therefore wait for the log each time.
 */
export const refusalLog = (db: Pick<Database, 'slots'>) => {
  const inLane = limitConcurrency(atOnce)
  /** Logs the refusal. @throws Problem not-signed-in or unavailable, which is sent instead of the refusal */
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
