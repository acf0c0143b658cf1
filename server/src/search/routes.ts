import { find } from '@palermo/db/search/queries.ts'
import { Found, Search } from '@palermo/shared/search/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'

/** Finds in one's own work. A question, though it is posted: what was typed must not stand in an address. */
export const searchRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.post('/', { schema: { body: Search, response: { 200: Found } }, config: { audit: 'work.searched' } }, (request) =>
    find(db, request.who(), request.body),
  )
}
