import { readClock } from '@palermo/db/deadlines/clocks.ts'
import { answerBreach } from '@palermo/db/deadlines/commands.ts'
import { actOnClock } from '@palermo/db/deadlines/moving.ts'
import { listDeadlines, listOrphans } from '@palermo/db/deadlines/queries.ts'
import { ActOnClock } from '@palermo/shared/deadlines/acts.ts'
import { Clock } from '@palermo/shared/deadlines/clock.ts'
import { AnswerBreach, Deadline, DeadlinePage, DeadlineQuery, Orphan } from '@palermo/shared/deadlines/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

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
      schema: { params: ById, body: AnswerBreach, response: { 200: Deadline } },
      config: { audit: 'deadline.answered' },
    },
    (request) => {
      const { id } = request.params
      return answerBreach(db, request.who({ kind: 'deadline', id }), id, request.body)
    },
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Clock } }, config: { audit: 'deadline.viewed' } },
    (request) => readClock(db, request.who({ kind: 'deadline', id: request.params.id }), request.params.id),
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnClock, response: { 200: Clock } }, config: { audit: 'deadline.acted' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'deadline', id })
      return withCurrent(actOnClock(db, who, id, request.body), () => readClock(db, who, id))
    },
  )
}
