import { exportWork, listWork, readWorkNumbers } from '@palermo/db/dashboards/queries.ts'
import { WorkList, WorkListQuery, WorkNumbers, WorkQuery } from '@palermo/shared/dashboards/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { sendCsv, wantsCsv } from '../csv.ts'
import type { AppOptions } from '../options.ts'
import { listColumns, listRows, numberColumns, numberRows } from './work-csv.ts'

/**
 * Routes for the work numbers of task-force leads, supervisors and heads, and for the list behind each number; each is
 * also available as a file.
 */
export const dashboardRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/work',
    { schema: { querystring: WorkQuery, response: { 200: WorkNumbers } }, config: { audit: 'dashboard.viewed' } },
    async (request, reply) => {
      if (!wantsCsv(request, request.query.format)) return readWorkNumbers(db, request.who(), request.query)
      const numbers = await readWorkNumbers(db, { ...request.who(), audit: 'dashboard.exported' }, request.query)
      const { from, to } = numbers.period
      return sendCsv(reply, `work-numbers-${from}-${to}`, numberColumns, numberRows(numbers))
    },
  )
  app.get(
    '/work/list',
    { schema: { querystring: WorkListQuery, response: { 200: WorkList } }, config: { audit: 'dashboard.listed' } },
    async (request, reply) => {
      if (!wantsCsv(request, request.query.format)) return listWork(db, request.who(), request.query)
      const items = await exportWork(db, { ...request.who(), audit: 'dashboard.list-exported' }, request.query)
      return sendCsv(reply, `work-${request.query.number}`, listColumns, listRows(items))
    },
  )
}
