import { actOnTask, createTask } from '@palermo/db/tasks/commands.ts'
import { ActOnTask, NewTask, Task } from '@palermo/shared/tasks/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

export const taskRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.post(
    '/',
    { schema: { body: NewTask, response: { 201: Task } }, config: { audit: 'task.created' } },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await createTask(
            db,
            request.who({ kind: 'case', id: request.body.caseId }),
            retryFrom(request),
            request.body,
          ),
        ),
  )
  app.post(
    '/:id/actions',
    {
      schema: { params: z.object({ id: z.uuid() }), body: ActOnTask, response: { 200: Task } },
      config: { audit: 'task.acted' },
    },
    (request) => actOnTask(db, request.who({ kind: 'task', id: request.params.id }), request.params.id, request.body),
  )
}
