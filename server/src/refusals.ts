import { logRefusal, type Refusal } from '@palermo/db/audit/commands.ts'
import type { Database } from '@palermo/db/database.ts'
import { Unexpected } from '@palermo/db/faults.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'

/** Lines that are written at once: few, so that somebody who tries a thousand doors leaves connections to the others. */
const lanes = 2
/** Longer than this and whoever comes next is told to come again. */
const longestQueue = 200

/**
 * Logs each refusal of somebody who is signed in before it is told: nobody is refused without a line, so whoever tries
 * many doors waits for the log at each, and is slowed down by it.
 */
export const refusalLog = (db: Pick<Database, 'slots'>) => {
  const waiting: (() => void)[] = []
  let running = 0
  const turn = async () => {
    if (running < lanes) {
      running += 1
      return
    }
    if (waiting.length >= longestQueue) throw new Problem('unavailable')
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  /** @throws Problem not-signed-in, unavailable, to be told in place of the refusal */
  return async (request: FastifyRequest, error: unknown): Promise<void> => {
    const why = refusalOf(error)
    if (why === undefined || request.asked === null) return
    await turn()
    try {
      await logRefusal(db, request.asked, why)
    } finally {
      leave()
    }
  }
}

const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof Unexpected) return 'row-security'
  if (!(error instanceof Problem)) return undefined
  const { problem } = error
  return problem === 'not-allowed' || problem === 'not-found' || problem === 'wrong-status' ? problem : undefined
}
