import { listLooks, readAccessReview, readForPaper } from '@palermo/db/audit/queries.ts'
import { AccessReview, LookPage, LookQuery } from '@palermo/shared/audit/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'

/** Routes that read the access log of a case, and that log the printing of a record. */
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
  app.get(
    '/access-review',
    { schema: { response: { 200: AccessReview } }, config: { audit: 'access.reviewed' } },
    (request) => readAccessReview(db, request.who()),
  )
  // The page of a record reports its own printing, so that the access log shows it; nothing is printed by the server.
  app.post(
    '/cases/:id/prints',
    { schema: { params: z.object({ id: z.uuid() }), response: { 204: z.null() } }, config: { audit: 'case.printed' } },
    async (request, reply) => {
      const on = { kind: 'case', id: request.params.id } as const
      await readForPaper(db, request.who(on), on)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/referrals/:id/prints',
    {
      schema: { params: z.object({ id: z.uuid() }), response: { 204: z.null() } },
      config: { audit: 'referral.printed' },
    },
    async (request, reply) => {
      const on = { kind: 'referral', id: request.params.id } as const
      await readForPaper(db, request.who(on), on)
      return reply.code(204).send(null)
    },
  )
}
