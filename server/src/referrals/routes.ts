import { readForm } from '@palermo/db/forms/queries.ts'
import { actAndReadReferral, actOnReferral } from '@palermo/db/referrals/commands.ts'
import {
  countNotReferred,
  createAndReadReferral,
  createReferral,
  findMatches,
  readDraft,
  saveDraft,
} from '@palermo/db/referrals/drafts.ts'
import { readKnownFacts, referFromCase } from '@palermo/db/referrals/from-case.ts'
import { listReferrals } from '@palermo/db/referrals/list.ts'
import { readReferral } from '@palermo/db/referrals/queries.ts'
import { writeMessage } from '@palermo/db/referrals/write-message.ts'
import { ReportQuery } from '@palermo/shared/forms/versions.ts'
import { pageOf } from '@palermo/shared/page.ts'
import {
  ActOnReferral,
  Referral,
  ReferralQuery,
  ReferralReply,
  ReferralSummary,
} from '@palermo/shared/referrals/contract.ts'
import {
  Draft,
  DraftReply,
  FindMatches,
  Matches,
  NewReferral,
  NotReferred,
  SaveDraft,
} from '@palermo/shared/referrals/drafts.ts'
import { CaseToReferFrom, KnownFacts, ReferFromCase } from '@palermo/shared/referrals/from-case.ts'
import { NewMessage, ReferralMessage } from '@palermo/shared/referrals/messages.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { compiledReplies } from '../compiled-replies.ts'
import { reportOf, sendSheet } from '../forms/sheets.ts'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { wantsWhole } from '../whole-reply.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

/** Maximum size in bytes of the long form with every field at its limit. */
const longForm = 2 * 1024 * 1024

export const referralRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.setSerializerCompiler(compiledReplies)
  app.get(
    '/',
    {
      schema: { querystring: ReferralQuery, response: { 200: pageOf(ReferralSummary) } },
      config: { audit: 'referrals.listed' },
    },
    (request) => listReferrals(db, request.who(), request.query),
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Referral } }, config: { audit: 'referral.viewed' } },
    (request) => readReferral(db, request.who({ kind: 'referral', id: request.params.id }), request.params.id),
  )
  app.get(
    '/:id/report',
    { schema: { params: ById, querystring: ReportQuery }, config: { audit: 'referral.report-made' } },
    async (request, reply) => {
      const who = request.who({ kind: 'referral', id: request.params.id })
      const referral = await readReferral(db, who, request.params.id)
      const form = await readForm(db, who, referral.formId, referral.formVersion)
      const code = referral.caseReference ?? referral.id.slice(-8)
      const sheet = reportOf(form, { ...referral, code, asked: referral }, new Date(), request.query)
      return sendSheet(reply, sheet, form, request.query, code)
    },
  )
  app.post(
    '/',
    {
      bodyLimit: longForm,
      schema: { body: NewReferral, response: { 201: DraftReply } },
      config: { audit: 'referral.drafted' },
    },
    async (request, reply) => {
      const create = wantsWhole(request, reply) ? createAndReadReferral : createReferral
      return reply.code(201).send(await create(db, request.who(), retryFrom(request), request.body))
    },
  )
  app.get(
    '/:id/draft',
    { schema: { params: ById, response: { 200: Draft } }, config: { audit: 'referral.draft-opened' } },
    (request) => readDraft(db, request.who({ kind: 'referral', id: request.params.id }), request.params.id),
  )
  app.put(
    '/:id/draft',
    {
      bodyLimit: longForm,
      schema: { params: ById, body: SaveDraft, response: { 200: Draft } },
      config: { audit: 'referral.draft-saved' },
    },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'referral', id })
      return withCurrent(saveDraft(db, who, id, request.body), () => readReferral(db, who, id))
    },
  )
  app.get(
    '/from-case',
    {
      schema: { querystring: CaseToReferFrom, response: { 200: KnownFacts } },
      config: { audit: 'referral.facts-read' },
    },
    (request) => {
      const { caseId } = request.query
      return readKnownFacts(db, request.who({ kind: 'case', id: caseId }), caseId)
    },
  )
  app.post(
    '/from-case',
    { schema: { body: ReferFromCase, response: { 201: Referral } }, config: { audit: 'referral.sent-from-case' } },
    async (request, reply) => {
      const who = request.who({ kind: 'case', id: request.body.caseId })
      return reply.code(201).send(await referFromCase(db, who, retryFrom(request), request.body))
    },
  )
  app.post(
    '/matches',
    { schema: { body: FindMatches, response: { 200: Matches } }, config: { audit: 'referral.matched' } },
    (request) => findMatches(db, request.who(), request.body),
  )
  app.post(
    '/not-referred',
    { schema: { body: NotReferred, response: { 204: z.null() } }, config: { audit: 'referral.not-wanted' } },
    async (request, reply) => {
      await countNotReferred(db, request.who())
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/:id/messages',
    {
      schema: { params: ById, body: NewMessage, response: { 201: ReferralMessage } },
      config: { audit: 'referral.message-written' },
    },
    async (request, reply) => {
      const { id } = request.params
      const who = request.who({ kind: 'referral', id })
      return reply.code(201).send(await writeMessage(db, who, retryFrom(request), { ...request.body, referralId: id }))
    },
  )
  app.post(
    '/:id/actions',
    {
      schema: { params: ById, body: ActOnReferral, response: { 200: ReferralReply } },
      config: { audit: 'referral.acted' },
    },
    (request, reply) => {
      const { id } = request.params
      const who = request.who({ kind: 'referral', id })
      const act = wantsWhole(request, reply) ? actAndReadReferral : actOnReferral
      return withCurrent<ReferralReply>(act(db, who, id, request.body), () => readReferral(db, who, id))
    },
  )
}
