import { answerBreach } from '@palermo/db/deadlines/commands.ts'
import { listDeadlines, listOrphans } from '@palermo/db/deadlines/queries.ts'
import { AnswerBreach, Deadline, DeadlinePage, DeadlineQuery, Orphan } from '@palermo/shared/deadlines/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'

export const deadlineRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: DeadlineQuery, response: { 200: DeadlinePage } }, config: { audit: 'deadlines.listed' } },
    (request) => listDeadlines(db, request.who(), request.query),
  )
  app.get(
    '/orphans',
    { schema: { response: { 200: z.object({ items: z.array(Orphan) }) } }, config: { audit: 'orphans.listed' } },
    async (request) => ({ items: await listOrphans(db, request.who()) }),
  )
  app.post(
    '/:id/answer',
    {
      schema: { params: z.object({ id: z.uuid() }), body: AnswerBreach, response: { 200: Deadline } },
      config: { audit: 'deadline.answered' },
    },
    (request) => {
      const { id } = request.params
      return answerBreach(db, request.who({ kind: 'deadline', id }), id, request.body)
    },
  )
}
