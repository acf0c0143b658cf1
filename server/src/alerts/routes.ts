import { actOnAlert, createAlert } from '@palermo/db/alerts/commands.ts'
import { listAlerts, readAlert } from '@palermo/db/alerts/queries.ts'
import { readForm } from '@palermo/db/forms/queries.ts'
import { ActOnAlert, Alert, AlertQuery, AlertSummary, NewAlert } from '@palermo/shared/alerts/contract.ts'
import { ReportQuery } from '@palermo/shared/forms/versions.ts'
import { pageOf } from '@palermo/shared/page.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { reportOf, sendSheet } from '../forms/sheets.ts'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

/** Notifications to an authority without a person. */
export const alertRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    {
      schema: { querystring: AlertQuery, response: { 200: pageOf(AlertSummary) } },
      config: { audit: 'alerts.listed' },
    },
    (request) => listAlerts(db, request.who(), request.query),
  )
  app.post(
    '/',
    { schema: { body: NewAlert, response: { 201: Alert } }, config: { audit: 'alert.sent' } },
    async (request, reply) => {
      const who = request.who({ kind: 'referral', id: request.body.draftId })
      return reply.code(201).send(await createAlert(db, who, retryFrom(request), request.body))
    },
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Alert } }, config: { audit: 'alert.viewed' } },
    (request) => readAlert(db, request.who({ kind: 'alert', id: request.params.id }), request.params.id),
  )
  app.get(
    '/:id/report',
    { schema: { params: ById, querystring: ReportQuery }, config: { audit: 'alert.report-made' } },
    async (request, reply) => {
      const who = request.who({ kind: 'alert', id: request.params.id })
      const alert = await readAlert(db, who, request.params.id)
      const form = await readForm(db, who, alert.formId, alert.formVersion)
      const sheet = reportOf(form, { ...alert, code: alert.reference }, new Date(), request.query)
      return sendSheet(reply, sheet, form, request.query, alert.reference)
    },
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnAlert, response: { 200: Alert } }, config: { audit: 'alert.acted' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'alert', id })
      return withCurrent(actOnAlert(db, who, id, request.body), () => readAlert(db, who, id))
    },
  )
}
