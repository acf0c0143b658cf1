import { actOnRows } from '@palermo/db/work-items/commands.ts'
import { countWorkItems, listWorkItems } from '@palermo/db/work-items/queries.ts'
import { readWeek } from '@palermo/db/work-items/week.ts'
import { BulkAct, BulkReply } from '@palermo/shared/work-items/bulk.ts'
import { WorkItemCounts, WorkItemPage, WorkItemQuery } from '@palermo/shared/work-items/contract.ts'
import { Week, WeekQuery } from '@palermo/shared/work-items/week.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { compiledReplies } from '../compiled-replies.ts'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

export const workItemRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.setSerializerCompiler(compiledReplies)
  app.get(
    '/',
    { schema: { querystring: WorkItemQuery, response: { 200: WorkItemPage } }, config: { audit: 'desk.listed' } },
    // The database writes the reply as JSON of the contract. The reply is sent as a Buffer, so that it is not
    // serialized again.
    async (request, reply) => {
      const page = Buffer.from(await listWorkItems(db, request.who(), request.query))
      // Cast: the contract describes the object that these bytes encode.
      return reply.type('application/json').send(page as never)
    },
  )
  app.get('/counts', { schema: { response: { 200: WorkItemCounts } }, config: { audit: 'desk.counted' } }, (request) =>
    countWorkItems(db, request.who()),
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
