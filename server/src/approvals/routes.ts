import { actOnApproval, createApproval } from '@palermo/db/approvals/commands.ts'
import { listApprovals, readApproval } from '@palermo/db/approvals/queries.ts'
import {
  ActOnApproval,
  Approval,
  ApprovalPage,
  ApprovalQuery,
  NewApproval,
} from '@palermo/shared/approvals/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

/** Approvals by a second person of another agency. */
export const approvalRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: ApprovalQuery, response: { 200: ApprovalPage } }, config: { audit: 'approvals.listed' } },
    (request) => listApprovals(db, request.who(), request.query),
  )
  app.post(
    '/',
    { schema: { body: NewApproval, response: { 201: Approval } }, config: { audit: 'approval.created' } },
    async (request, reply) => {
      const who = request.who({ kind: 'case', id: request.body.caseId })
      return reply.code(201).send(await createApproval(db, who, retryFrom(request), request.body))
    },
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Approval } }, config: { audit: 'approval.viewed' } },
    (request) => readApproval(db, request.who({ kind: 'approval', id: request.params.id }), request.params.id),
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnApproval, response: { 200: Approval } }, config: { audit: 'approval.acted' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'approval', id })
      return withCurrent(actOnApproval(db, who, id, request.body), () => readApproval(db, who, id))
    },
  )
}
