import { listLooks } from '@palermo/db/audit/queries.ts'
import { LookPage, LookQuery } from '@palermo/shared/audit/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'

/** Who looked. */
export const auditRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/cases/:id/access',
    {
      schema: { params: z.object({ id: z.uuid() }), querystring: LookQuery, response: { 200: LookPage } },
      config: { audit: 'case.access-viewed' },
    },
    (request) => {
      const { id } = request.params
      return listLooks(db, request.who({ kind: 'case', id }), id, request.query)
    },
  )
}
