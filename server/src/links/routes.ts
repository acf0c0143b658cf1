import { endLink, linkCases } from '@palermo/db/links/commands.ts'
import { listLinks } from '@palermo/db/links/queries.ts'
import { EndLink, Link, LinkList, LinkQuery, NewLink } from '@palermo/shared/links/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

/** Routes for links between two cases, each of which has a reason. */
export const linkRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: LinkQuery, response: { 200: LinkList } }, config: { audit: 'links.listed' } },
    (request) => listLinks(db, request.who({ kind: 'case', id: request.query.caseId }), request.query.caseId),
  )
  app.post(
    '/',
    { schema: { body: NewLink, response: { 201: Link } }, config: { audit: 'link.made' } },
    async (request, reply) => {
      const who = request.who({ kind: 'case', id: request.body.caseId })
      return reply.code(201).send(await linkCases(db, who, retryFrom(request), request.body))
    },
  )
  app.post(
    '/:id/end',
    {
      schema: { params: z.object({ id: z.uuid() }), body: EndLink, response: { 204: z.void() } },
      config: { audit: 'link.ended' },
    },
    async (request, reply) => {
      await endLink(db, request.who({ kind: 'link', id: request.params.id }), request.params.id)
      return reply.code(204).send()
    },
  )
}
