import { askToLiftBar, setBar } from '@palermo/db/bars/commands.ts'
import { listBars } from '@palermo/db/bars/queries.ts'
import { BarPage, BarQuery, LiftBar, NewBar } from '@palermo/shared/bars/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'

/** Routes for conflict-of-interest bars: one person sets a bar, and two persons must agree to lift it. */
export const barRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: BarQuery, response: { 200: BarPage } }, config: { audit: 'bars.listed' } },
    (request) => listBars(db, request.who({ kind: 'case', id: request.query.caseId }), request.query.caseId),
  )
  app.post(
    '/',
    { schema: { body: NewBar, response: { 204: z.null() } }, config: { audit: 'bar.set' } },
    async (request, reply) => {
      await setBar(db, request.who({ kind: 'case', id: request.body.caseId }), request.body)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/lift',
    { schema: { body: LiftBar, response: { 204: z.null() } }, config: { audit: 'bar.lift-asked' } },
    async (request, reply) => {
      await askToLiftBar(db, request.who({ kind: 'case', id: request.body.caseId }), request.body)
      return reply.code(204).send(null)
    },
  )
}
