import { type Retry, retryOf } from '@palermo/db/idempotency.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'

/**
 * Reads the idempotency key of a create request. `body` distinguishes a retry from another request; it is the whole
 * body, or only the part that may be stored as a hash.
 * @throws Problem key-missing, bad-request
 */
export const retryFrom = (request: FastifyRequest, body: unknown = request.body): Retry => {
  const key = request.headers['idempotency-key']
  if (key === undefined) throw new Problem('key-missing')
  if (typeof key !== 'string' || !/^[\x21-\x7E]{8,128}$/.test(key)) {
    throw new Problem('bad-request', 'An Idempotency-Key has 8 to 128 visible characters.')
  }
  return retryOf(key, { url: request.routeOptions.url, body })
}
