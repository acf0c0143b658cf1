import {
  changeWebhook,
  createWebhook,
  endWebhook,
  listWebhookMessages,
  listWebhooks,
  readWebhook,
  rotateSecret,
  tryWebhook,
} from '@palermo/db/notices/webhooks.ts'
import {
  EditWebhook,
  NewWebhook,
  Webhook,
  WebhookList,
  WebhookMessagePage,
  WebhookMessageQuery,
  WebhookWithSecret,
} from '@palermo/shared/notices/webhooks.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })
const subject = (id: string) => ({ kind: 'webhook', id })

/** Routes for the webhooks of an agency, which its supervisors and heads manage. */
export const webhookRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db, demo: allowPlain }) => {
  app.get(
    '/',
    { schema: { response: { 200: WebhookList } }, config: { audit: 'webhooks.listed' } },
    async (request) => ({
      items: await listWebhooks(db, request.who()),
    }),
  )
  app.post(
    '/',
    { schema: { body: NewWebhook, response: { 201: WebhookWithSecret } }, config: { audit: 'webhook.added' } },
    async (request, reply) => {
      const made = { retry: retryFrom(request), input: request.body, allowPlain }
      return reply.code(201).send(await createWebhook(db, request.who(), made))
    },
  )
  app.patch(
    '/:id',
    { schema: { params: ById, body: EditWebhook, response: { 200: Webhook } }, config: { audit: 'webhook.changed' } },
    (request) => {
      const { id } = request.params
      const who = request.who(subject(id))
      return withCurrent(changeWebhook(db, who, { id, input: request.body, allowPlain }), () =>
        readWebhook(db, who, id),
      )
    },
  )
  app.delete(
    '/:id',
    { schema: { params: ById, response: { 204: z.null() } }, config: { audit: 'webhook.ended' } },
    async (request, reply) => {
      await endWebhook(db, request.who(subject(request.params.id)), request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/:id/secret',
    { schema: { params: ById, response: { 200: WebhookWithSecret } }, config: { audit: 'webhook.secret-made' } },
    (request) => rotateSecret(db, request.who(subject(request.params.id)), request.params.id),
  )
  app.post(
    '/:id/test',
    { schema: { params: ById, response: { 202: z.null() } }, config: { audit: 'webhook.tried' } },
    async (request, reply) => {
      await tryWebhook(db, request.who(subject(request.params.id)), request.params.id)
      return reply.code(202).send(null)
    },
  )
  app.get(
    '/:id/messages',
    {
      schema: { params: ById, querystring: WebhookMessageQuery, response: { 200: WebhookMessagePage } },
      config: { audit: 'webhook.messages-listed' },
    },
    (request) => {
      const { id } = request.params
      return listWebhookMessages(db, request.who(subject(id)), id, request.query)
    },
  )
}
