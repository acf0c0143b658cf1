import { find } from '@palermo/db/search/queries.ts'
import { Found, Search } from '@palermo/shared/search/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'

/**
 * Routes for the search in the reader's own work. The query is sent by POST, because search text must not be in a URL.
 */
export const searchRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.post('/', { schema: { body: Search, response: { 200: Found } }, config: { audit: 'work.searched' } }, (request) =>
    find(db, request.who(), request.body),
  )
}
