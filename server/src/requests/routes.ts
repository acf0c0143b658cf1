import { actOnRequest, createRequest } from '@palermo/db/requests/commands.ts'
import { listRequests, readRequest } from '@palermo/db/requests/queries.ts'
import { ActOnRequest, NewRequest, Request, RequestPage, RequestQuery } from '@palermo/shared/requests/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

/** Requests for access to a compartment, and their answers. */
export const requestRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: RequestQuery, response: { 200: RequestPage } }, config: { audit: 'requests.listed' } },
    (request) => listRequests(db, request.who(), request.query),
  )
  app.post(
    '/',
    { schema: { body: NewRequest, response: { 201: Request } }, config: { audit: 'request.created' } },
    async (request, reply) => {
      const who = request.who({ kind: 'case', id: request.body.caseId })
      return reply.code(201).send(await createRequest(db, who, retryFrom(request), request.body))
    },
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Request } }, config: { audit: 'request.viewed' } },
    (request) => readRequest(db, request.who({ kind: 'request', id: request.params.id }), request.params.id),
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnRequest, response: { 200: Request } }, config: { audit: 'request.acted' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'request', id })
      return withCurrent(actOnRequest(db, who, id, request.body), () => readRequest(db, who, id))
    },
  )
}
