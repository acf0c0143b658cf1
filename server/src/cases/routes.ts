import { listClients } from '@palermo/db/cases/clients.ts'
import { actAndReadCase, actOnCase, assignAndReadCase, assignMember } from '@palermo/db/cases/commands.ts'
import { listCases } from '@palermo/db/cases/list.ts'
import { openAndReadOwnCase, openOwnCase } from '@palermo/db/cases/open.ts'
import { readPersonChanges } from '@palermo/db/cases/person.ts'
import { askOfRemoval, readCase, readTimeline } from '@palermo/db/cases/queries.ts'
import { withdrawWithCase } from '@palermo/db/referrals/withdraw.ts'
import {
  ActOnCase,
  AssignMember,
  Case,
  CaseListItem,
  CaseQuery,
  CaseReply,
  CaseTimeline,
  Client,
  ClientQuery,
  NewCase,
  PersonChanges,
} from '@palermo/shared/cases/contract.ts'
import { BarToRemoval } from '@palermo/shared/cases/removal.ts'
import { pageOf } from '@palermo/shared/page.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { wantsWhole } from '../whole-reply.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

export const caseRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: CaseQuery, response: { 200: pageOf(CaseListItem) } }, config: { audit: 'cases.listed' } },
    (request) => listCases(db, request.who(), request.query),
  )
  app.post(
    '/',
    { schema: { body: NewCase, response: { 201: CaseReply } }, config: { audit: 'case.opened' } },
    async (request, reply) => {
      const open = wantsWhole(request, reply) ? openAndReadOwnCase : openOwnCase
      return reply.code(201).send(await open(db, request.who(), retryFrom(request), request.body))
    },
  )
  app.get(
    '/clients',
    { schema: { querystring: ClientQuery, response: { 200: pageOf(Client) } }, config: { audit: 'clients.listed' } },
    (request) => listClients(db, request.who(), request.query),
  )
  app.get(
    '/:id/person-changes',
    {
      schema: { params: ById, response: { 200: PersonChanges } },
      config: { audit: 'case.person-changes-viewed' },
    },
    (request) => readPersonChanges(db, request.who({ kind: 'case', id: request.params.id }), request.params.id),
  )
  app.get('/:id', { schema: { params: ById, response: { 200: Case } }, config: { audit: 'case.viewed' } }, (request) =>
    readCase(db, request.who({ kind: 'case', id: request.params.id }), request.params.id),
  )
  app.get(
    '/:id/bar-to-removal',
    { schema: { params: ById, response: { 200: BarToRemoval } }, config: { audit: 'case.removal-asked' } },
    (request) => askOfRemoval(db, request.who({ kind: 'case', id: request.params.id }), request.params.id),
  )
  app.get(
    '/:id/timeline',
    {
      schema: {
        params: ById,
        querystring: z.strictObject({ cursor: z.string().max(40).optional() }),
        response: { 200: CaseTimeline },
      },
      config: { audit: 'case.timeline-viewed' },
    },
    (request) =>
      readTimeline(db, request.who({ kind: 'case', id: request.params.id }), request.params.id, request.query.cursor),
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnCase, response: { 200: CaseReply } }, config: { audit: 'case.acted' } },
    (request, reply) => {
      const { id } = request.params
      const who = request.who({ kind: 'case', id })
      const act = wantsWhole(request, reply) ? actAndReadCase : actOnCase
      return withCurrent<CaseReply>(act(db, who, id, request.body, withdrawWithCase), () => readCase(db, who, id))
    },
  )
  app.post(
    '/:id/members',
    {
      schema: { params: ById, body: AssignMember, response: { 200: CaseReply } },
      config: { audit: 'case.member-assigned' },
    },
    (request, reply): Promise<CaseReply> => {
      const { id } = request.params
      const assign = wantsWhole(request, reply) ? assignAndReadCase : assignMember
      return assign(db, request.who({ kind: 'case', id }), id, request.body.personId)
    },
  )
}
