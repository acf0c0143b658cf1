import { actOnHandover } from '@palermo/db/handovers/commands.ts'
import { listHandovers, readHandover } from '@palermo/db/handovers/queries.ts'
import { ActOnHandover, Handover, HandoverList, HandoverQuery } from '@palermo/shared/handovers/contract.ts'
import { handover } from '@palermo/shared/handovers/record.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'
import { recordRoutes } from '../records/record-routes.ts'

/** Routes to read and answer hand-overs. A hand-over is offered by an action on a case. */
export const handoverRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: HandoverQuery, response: { 200: HandoverList } }, config: { audit: 'handovers.listed' } },
    (request) => {
      const { caseId } = request.query
      return listHandovers(db, request.who({ kind: 'case', id: caseId }), caseId)
    },
  )
  recordRoutes(app, db, {
    type: handover,
    contracts: { Reply: Handover, Act: ActOnHandover },
    read: readHandover,
    act: actOnHandover,
  })
}
