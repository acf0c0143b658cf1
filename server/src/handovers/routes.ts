import { actOnHandover } from '@palermo/db/handovers/commands.ts'
import { listHandovers, readHandover } from '@palermo/db/handovers/queries.ts'
import { ActOnHandover, Handover, HandoverList, HandoverQuery } from '@palermo/shared/handovers/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

/** Hand-overs: an action on the case offers one, these routes answer it. */
export const handoverRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: HandoverQuery, response: { 200: HandoverList } }, config: { audit: 'handovers.listed' } },
    (request) => {
      const { caseId } = request.query
      return listHandovers(db, request.who({ kind: 'case', id: caseId }), caseId)
    },
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Handover } }, config: { audit: 'handover.viewed' } },
    (request) => readHandover(db, request.who({ kind: 'handover', id: request.params.id }), request.params.id),
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnHandover, response: { 200: Handover } }, config: { audit: 'handover.acted' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'handover', id })
      return withCurrent(actOnHandover(db, who, id, request.body), () => readHandover(db, who, id))
    },
  )
}
