import { readStatistics } from '@palermo/db/statistics/queries.ts'
import { Statistics, StatisticsQuery } from '@palermo/shared/statistics/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { sendCsv, wantsCsv } from '../csv.ts'
import type { AppOptions } from '../options.ts'
import { statisticsColumns, statisticsRows } from './statistics-csv.ts'

/**
 * Routes for the weekly statistics on persons, for task-force leads. Small numbers are suppressed, and all readers get
 * the same numbers.
 */
export const statisticsRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    {
      schema: { querystring: StatisticsQuery, response: { 200: Statistics } },
      config: { audit: 'statistics.viewed' },
    },
    async (request, reply) => {
      if (!wantsCsv(request, request.query.format)) return readStatistics(db, request.who(), request.query)
      const read = await readStatistics(db, { ...request.who(), audit: 'statistics.exported' }, request.query)
      return sendCsv(reply, `people-${read.week ?? 'none'}`, statisticsColumns, statisticsRows(read))
    },
  )
}
