import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { docs } from './docs.ts'
import { metrics } from './metrics.ts'

/**
 * Builds the listener for operators, separate from the API: the metrics of this process and the description of the HTTP
 * interface. The listener has no sign-in and shows no case data. `api` is the started app.
 */
export const buildAdmin = async (api: FastifyInstance): Promise<FastifyInstance> => {
  const admin = Fastify({ logger: false })
  // Cast: the type of `swagger()` allows OpenAPI 2 and 3; `docs.ts` makes it 3.1.
  await admin.register(swagger, { mode: 'static', specification: { document: api.swagger() as never } })
  await admin.register(docs)
  await admin.register(metrics, { counts: api.counts })
  return admin
}
