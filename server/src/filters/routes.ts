import { changeFilter, dropFilter, keepFilter } from '@palermo/db/filters/commands.ts'
import { listFilters } from '@palermo/db/filters/queries.ts'
import { ChangeFilter, NewFilter, SavedFilter, SavedFilters } from '@palermo/shared/filters/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

const ById = z.object({ id: z.uuid() })

/** Routes for the saved filters of the signed-in person. */
export const filterRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get('/', { schema: { response: { 200: SavedFilters } }, config: { audit: 'filters.listed' } }, (request) =>
    listFilters(db, request.who()),
  )
  app.post(
    '/',
    { schema: { body: NewFilter, response: { 201: SavedFilter } }, config: { audit: 'filter.kept' } },
    async (request, reply) =>
      reply.code(201).send(await keepFilter(db, request.who(), retryFrom(request), request.body)),
  )
  app.put(
    '/:id',
    {
      schema: { params: ById, body: ChangeFilter, response: { 200: SavedFilter } },
      config: { audit: 'filter.changed' },
    },
    (request) => changeFilter(db, request.who(), request.params.id, request.body),
  )
  app.delete(
    '/:id',
    { schema: { params: ById, response: { 204: z.void() } }, config: { audit: 'filter.dropped' } },
    async (request, reply) => {
      await dropFilter(db, request.who(), request.params.id)
      return reply.code(204).send()
    },
  )
}
