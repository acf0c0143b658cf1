import { correctHoliday } from '@palermo/db/holidays/commands.ts'
import { previewHoliday, readYear } from '@palermo/db/holidays/queries.ts'
import { MovesPage } from '@palermo/shared/deadlines/moves.ts'
import { CorrectHoliday, HolidayQuery, HolidayYear, PreviewHoliday } from '@palermo/shared/holidays/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'

/** Routes for public holidays. Deadlines in working days skip holidays; administrators correct the list. */
export const holidayRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: HolidayQuery, response: { 200: HolidayYear } }, config: { audit: 'holidays.listed' } },
    (request) => readYear(db, request.who(), request.query),
  )
  app.post(
    '/preview',
    { schema: { body: PreviewHoliday, response: { 200: MovesPage } }, config: { audit: 'holiday.previewed' } },
    (request) => previewHoliday(db, request.who(), request.body),
  )
  app.post(
    '/',
    { schema: { body: CorrectHoliday, response: { 204: z.void() } }, config: { audit: 'holiday.corrected' } },
    async (request, reply) => {
      await correctHoliday(db, request.who(), request.body)
      return reply.code(204).send()
    },
  )
}
