import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { docs } from './docs.ts'
import { metrics } from './metrics.ts'

/**
 * What operators look at, on a listener of its own: the counts of this process and the description of its interface.
 * There is no sign-in and no data of a case here. `api` is the app it speaks of, ready.
 */
export const buildAdmin = async (api: FastifyInstance): Promise<FastifyInstance> => {
  const admin = Fastify({ logger: false })
  // Cast: `swagger()` may be of OpenAPI 2 or 3 by its type; `docs.ts` makes it of 3.1.
  await admin.register(swagger, { mode: 'static', specification: { document: api.swagger() as never } })
  await admin.register(docs)
  await admin.register(metrics, { counts: api.counts })
  return admin
}
