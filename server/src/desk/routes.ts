import { countDesk, listDesk } from '@palermo/db/desk/queries.ts'
import { DeskCounts, DeskPage, DeskQuery } from '@palermo/shared/desk/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../app.ts'

export const deskRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: DeskQuery, response: { 200: DeskPage } }, config: { audit: 'desk.listed' } },
    (request) => listDesk(db, request.who(), request.query),
  )
  app.get('/counts', { schema: { response: { 200: DeskCounts } }, config: { audit: 'desk.counted' } }, (request) =>
    countDesk(db, request.who()),
  )
}
