import { markRead } from '@palermo/db/notices/commands.ts'
import { listDeadLetters, settleDeadLetters } from '@palermo/db/notices/dead.ts'
import { listDeliveries, listNoticeGroups, listNotices, listTonightAlerts } from '@palermo/db/notices/queries.ts'
import { chooseNotices, readNoticeSettings } from '@palermo/db/notices/settings.ts'
import {
  ChooseNotices,
  DeliveryPage,
  DeliveryQuery,
  MarkRead,
  NoticeGroupPage,
  NoticeGroupQuery,
  NoticePage,
  NoticeQuery,
  NoticeSettings,
  TonightAlerts,
} from '@palermo/shared/notices/contract.ts'
import { DeadLetterPage, DeadLetterQuery, SettleDead, Settled } from '@palermo/shared/notices/dead.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { withCurrent } from '../with-current.ts'
import { pushRoutes } from './push-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** Routes for the reader's own notifications and, for administrators, the log of outbound messages. */
export const noticeRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, options) => {
  const { db, mailbox, smsInbox } = options
  await app.register(pushRoutes, { prefix: '/push', ...options })
  await app.register(webhookRoutes, { prefix: '/webhooks', ...options })
  app.get(
    '/notices',
    { schema: { querystring: NoticeQuery, response: { 200: NoticePage } }, config: { audit: 'notices.listed' } },
    (request) => listNotices(db, request.who(), request.query),
  )
  app.get(
    '/notices/groups',
    {
      schema: { querystring: NoticeGroupQuery, response: { 200: NoticeGroupPage } },
      config: { audit: 'notices.listed' },
    },
    (request) => listNoticeGroups(db, request.who(), request.query),
  )
  app.get(
    '/notices/tonight',
    { schema: { response: { 200: TonightAlerts } }, config: { audit: 'notices.tonight-listed' } },
    (request) => listTonightAlerts(db, request.who()),
  )
  app.post(
    '/notices/read',
    { schema: { body: MarkRead, response: { 204: z.null() } }, config: { audit: 'notices.read' } },
    async (request, reply) => {
      await markRead(db, request.who(), request.body)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/notices/settings',
    { schema: { response: { 200: NoticeSettings } }, config: { audit: 'notices.settings-viewed' } },
    (request) => readNoticeSettings(db, request.who()),
  )
  app.put(
    '/notices/settings',
    {
      schema: { body: ChooseNotices, response: { 200: NoticeSettings } },
      config: { audit: 'notices.settings-changed' },
    },
    (request) =>
      withCurrent(chooseNotices(db, request.who(), request.body), () => readNoticeSettings(db, request.who())),
  )
  app.get(
    '/deliveries',
    { schema: { querystring: DeliveryQuery, response: { 200: DeliveryPage } }, config: { audit: 'deliveries.listed' } },
    (request) => listDeliveries(db, request.who(), request.query),
  )
  app.get(
    '/dead-letters',
    {
      schema: { querystring: DeadLetterQuery, response: { 200: DeadLetterPage } },
      config: { audit: 'dead-letters.listed' },
    },
    (request) => listDeadLetters(db, request.who(), request.query),
  )
  app.post(
    '/dead-letters/replay',
    { schema: { body: SettleDead, response: { 200: Settled } }, config: { audit: 'dead-letters.replayed' } },
    async (request) => ({ settled: await settleDeadLetters(db, request.who(), request.body.ids, 'retry') }),
  )
  app.post(
    '/dead-letters/rest',
    { schema: { body: SettleDead, response: { 200: Settled } }, config: { audit: 'dead-letters.let-rest' } },
    async (request) => ({ settled: await settleDeadLetters(db, request.who(), request.body.ids, 'discard') }),
  )
  if (smsInbox)
    app.get(
      '/sms-inbox',
      {
        schema: { hide: true },
        config: { audit: false, reason: 'text messages of the demo, which reach nobody and hold a count and a link' },
      },
      (_, reply) => reply.type('text/plain; charset=utf-8').send(smsInbox.texts().join('\n')),
    )
  if (!mailbox) return
  app.get(
    '/mailbox',
    {
      schema: { hide: true },
      config: {
        audit: false,
        reason: 'letters of the demo, which reach nobody, about accounts whose password everybody knows',
      },
    },
    (_, reply) => reply.type('text/plain; charset=utf-8').send(mailbox.letters().join('\n\n────────\n\n')),
  )
}
