import { actOnAlert, createAlert, readAlert } from '@palermo/db/alerts/commands.ts'
import { listAlerts } from '@palermo/db/alerts/queries.ts'
import { readForm } from '@palermo/db/forms/queries.ts'
import { ActOnAlert, Alert, AlertQuery, AlertSummary, NewAlert } from '@palermo/shared/alerts/contract.ts'
import { alert } from '@palermo/shared/alerts/record.ts'
import { ReportQuery } from '@palermo/shared/forms/versions.ts'
import { pageOf } from '@palermo/shared/page.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { reportOf, sendSheet } from '../forms/sheets.ts'
import type { AppOptions } from '../options.ts'
import { recordRoutes } from '../records/record-routes.ts'
import { retryFrom } from '../retry.ts'

const ById = z.object({ id: z.uuid() })

/** Routes for alerts: notifications to an authority that report an event and name no person. */
export const alertRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  recordRoutes(app, db, {
    type: alert,
    contracts: { Reply: Alert, Query: AlertQuery, Page: pageOf(AlertSummary), Act: ActOnAlert },
    list: listAlerts,
    read: readAlert,
    act: actOnAlert,
  })
  app.post(
    '/',
    { schema: { body: NewAlert, response: { 201: Alert } }, config: { audit: 'alert.sent' } },
    async (request, reply) => {
      const who = request.who({ kind: 'referral', id: request.body.draftId })
      return reply.code(201).send(await createAlert(db, who, retryFrom(request), request.body))
    },
  )
  app.get(
    '/:id/report',
    { schema: { params: ById, querystring: ReportQuery }, config: { audit: 'alert.report-made' } },
    async (request, reply) => {
      const who = request.who({ kind: 'alert', id: request.params.id })
      const found = await readAlert(db, who, request.params.id)
      const form = await readForm(db, who, found.formId, found.formVersion)
      const sheet = reportOf(form, { ...found, code: found.reference }, new Date(), request.query)
      return sendSheet(reply, sheet, form, request.query, found.reference)
    },
  )
}
