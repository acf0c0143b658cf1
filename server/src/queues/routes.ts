import { readQueues } from '@palermo/db/queues/queries.ts'
import { Queues } from '@palermo/shared/queues/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'

/** Routes for the state of queues and scheduled jobs, which administrators read. */
export const queueRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get('/', { schema: { response: { 200: Queues } }, config: { audit: 'queues.viewed' } }, (request) =>
    readQueues(db, request.who()),
  )
}
