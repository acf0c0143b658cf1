import { endPush, readPushState, subscribePush } from '@palermo/db/notices/push.ts'
import { PushDevice, PushState, Subscribe } from '@palermo/shared/notices/push.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { deviceOf } from '../device.ts'
import type { AppOptions } from '../options.ts'

/** Routes for the push subscriptions of the signed-in person's browsers. */
export const pushRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db, demo: allowPlain }) => {
  app.get('/', { schema: { response: { 200: PushState } }, config: { audit: 'push.viewed' } }, (request) =>
    readPushState(db, request.who()),
  )
  app.put(
    '/',
    { schema: { body: Subscribe, response: { 200: PushDevice } }, config: { audit: 'push.subscribed' } },
    (request) =>
      subscribePush(db, request.who(), {
        input: request.body,
        device: deviceOf(request.headers['user-agent']),
        allowPlain,
      }),
  )
  app.delete(
    '/:id',
    { schema: { params: z.object({ id: z.uuid() }), response: { 204: z.null() } }, config: { audit: 'push.ended' } },
    async (request, reply) => {
      await endPush(db, request.who(), request.params.id)
      return reply.code(204).send(null)
    },
  )
}
