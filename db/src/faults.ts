import { Problem } from '@palermo/shared/problem.ts'
import { noteAlarm } from './alarms.ts'
import { guardCodes } from './guard-codes.ts'
import { ConnectionLost, SlotsExhausted } from './slots.ts'

/**
 * Thrown for a write that row security or a guard refused although TypeScript should have refused it first. The error
 * raises an alarm, and the client gets 404.
 */
export class Unexpected extends Error {
  constructor(cause: unknown, guard?: { refuses: string; cure: string }) {
    super(`the database refused what the policy allowed${guard ? `: ${guard.refuses}. ${guard.cure}` : ''}`, { cause })
  }
}

const unavailable = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '57014',
])

/** Seconds for the Retry-After header. The cause of the error is not expected to end sooner. */
const later = { retryAfter: 5 }

const noRoom = 'The database has no room left. Tell the operator of the server.'

/** Whether a request was refused because the disk of the database is full. */
export const isNoRoom = (error: unknown): boolean => error instanceof Problem && error.message === noRoom

/** Whether an error arose in writing the access log. Without the line in the log no data is returned. */
const isOfAccessLog = (error: unknown): boolean =>
  error instanceof Error && 'where' in error && /function authz\.(begin|begin_job|refuse)\(/.test(String(error.where))

/** Turns an error of the driver into a problem for the client, without details of the database. */
export const toProblem = (error: unknown): unknown => {
  if (error instanceof Problem) return error
  if (error instanceof SlotsExhausted || error instanceof ConnectionLost) return new Problem('unavailable')
  const code = codeOf(error)
  if (code === '28000') return new Problem('not-signed-in')
  if (code === 'PA404') return new Problem('not-found')
  if ((code !== undefined && unavailable.has(code)) || isStale(error)) return new Problem('unavailable')
  if (isOfAccessLog(error)) {
    noteAlarm('access-log')
    return new Problem(
      'unavailable',
      'The access log cannot be written, so nothing is shown. Tell the operator of the server.',
      later,
    )
  }
  if (code !== undefined && /^(53|58)/.test(code)) {
    noteAlarm('database-full')
    return new Problem('unavailable', noRoom, later)
  }
  const guard = code === undefined ? undefined : guardCodes[code]
  if (guard !== undefined) return new Unexpected(error, guard)
  if (code === '42501') return new Unexpected(error)
  if (code === '22021' || code === '22P05')
    return new Problem('bad-request', 'There is a character in it that cannot be kept.')
  if (code === '22007' || code === '22008') return new Problem('bad-request', 'There is a time in it that is none.')
  return error
}

/**
 * Whether a prepared statement of the connection no longer exists in the database, or returns other columns after a
 * migration. The driver does not prepare such a statement again, see `db/patches`.
 */
const isStale = (error: unknown): boolean => {
  const code = codeOf(error)
  return code === '26000' || (code === '0A000' && String(error).includes('cached plan must not change result type'))
}

const isRetriable = (error: unknown): boolean => {
  const code = codeOf(error)
  return code === '40P01' || code === '40001' || isStale(error)
}

/**
 * Runs `work` again, at most twice, after a deadlock or a stale statement. Each repetition is a new transaction, after
 * a stale statement on another connection.
 * @throws Problem, or what `work` throws
 */
export const again = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!isRetriable(error) || tries === 2) throw toProblem(error)
    }
  }
}

/** The SQLSTATE classes of errors that the request caused: data, integrity, session, deadlocks, guards. */
const ofTheRequest = /^(22|23|28|40|P0001|PA)/

/**
 * Whether a connection can be used again after its transaction rolled back. An error outside the classes in
 * `ofTheRequest` may come from the state of the session, which would make later requests fail as well.
 */
export const leavesConnectionGood = (error: unknown): boolean => {
  if (error instanceof Problem) return true
  const code = codeOf(error)
  return code !== undefined && ofTheRequest.test(code)
}

const codeOf = (error: unknown): string | undefined => {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code
  return undefined
}
