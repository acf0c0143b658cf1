import { actOnRows } from '@palermo/db/desk/commands.ts'
import { countDesk, listDesk } from '@palermo/db/desk/queries.ts'
import { readWeek } from '@palermo/db/desk/week.ts'
import { BulkAct, BulkReply } from '@palermo/shared/desk/bulk.ts'
import { DeskCounts, DeskPage, DeskQuery } from '@palermo/shared/desk/contract.ts'
import { Week, WeekQuery } from '@palermo/shared/desk/week.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { compiledReplies } from '../compiled-replies.ts'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

export const deskRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.setSerializerCompiler(compiledReplies)
  app.get(
    '/',
    { schema: { querystring: DeskQuery, response: { 200: DeskPage } }, config: { audit: 'desk.listed' } },
    // The database writes the reply as JSON of the contract, and it is sent unchanged: a Buffer is not serialized
    // again.
    async (request, reply) => {
      const page = Buffer.from(await listDesk(db, request.who(), request.query))
      // Cast: the contract describes the object that these bytes encode.
      return reply.type('application/json').send(page as never)
    },
  )
  app.get('/counts', { schema: { response: { 200: DeskCounts } }, config: { audit: 'desk.counted' } }, (request) =>
    countDesk(db, request.who()),
  )
  app.get(
    '/week',
    { schema: { querystring: WeekQuery, response: { 200: Week } }, config: { audit: 'desk.week-viewed' } },
    (request) => readWeek(db, request.who(), request.query),
  )
  app.post(
    '/actions',
    { schema: { body: BulkAct, response: { 200: BulkReply } }, config: { audit: 'desk.acted' } },
    (request) => actOnRows(db, request.who(), retryFrom(request), request.body),
  )
}
