import { actOnGroup, makeGroup } from '@palermo/db/groups/commands.ts'
import { listGroups, readCompanions } from '@palermo/db/groups/queries.ts'
import { referTogether } from '@palermo/db/groups/refer.ts'
import {
  ActOnGroup,
  CompanionQuery,
  Companions,
  Group,
  GroupList,
  GroupQuery,
  NewGroup,
  ReferredTogether,
  ReferTogether,
} from '@palermo/shared/groups/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

/** Routes for groups of persons who belong together, such as families. */
export const groupRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: GroupQuery, response: { 200: GroupList } }, config: { audit: 'groups.listed' } },
    (request) => listGroups(db, request.who({ kind: 'case', id: request.query.caseId }), request.query.caseId),
  )
  app.get(
    '/companions',
    {
      schema: { querystring: CompanionQuery, response: { 200: Companions } },
      config: { audit: 'companions.viewed' },
    },
    (request) => {
      const { referralId } = request.query
      return readCompanions(db, request.who({ kind: 'referral', id: referralId }), referralId)
    },
  )
  app.post(
    '/',
    { schema: { body: NewGroup, response: { 201: Group } }, config: { audit: 'group.made' } },
    async (request, reply) => {
      const who = request.who({ kind: 'case', id: request.body.caseId })
      return reply.code(201).send(await makeGroup(db, who, retryFrom(request), request.body))
    },
  )
  app.post(
    '/:id/referrals',
    {
      schema: { params: z.object({ id: z.uuid() }), body: ReferTogether, response: { 201: ReferredTogether } },
      config: { audit: 'group.referred' },
    },
    async (request, reply) => {
      const { id } = request.params
      const who = request.who({ kind: 'group', id })
      return reply.code(201).send(await referTogether(db, who, retryFrom(request), id, request.body))
    },
  )
  app.post(
    '/:id/actions',
    {
      schema: { params: z.object({ id: z.uuid() }), body: ActOnGroup, response: { 200: Group } },
      config: { audit: 'group.acted' },
    },
    (request) => actOnGroup(db, request.who({ kind: 'group', id: request.params.id }), request.params.id, request.body),
  )
}
