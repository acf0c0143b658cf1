import { actOnApproval, createApproval } from '@palermo/db/approvals/commands.ts'
import { listApprovals, readApproval } from '@palermo/db/approvals/queries.ts'
import {
  ActOnApproval,
  Approval,
  ApprovalPage,
  ApprovalQuery,
  NewApproval,
} from '@palermo/shared/approvals/contract.ts'
import { approval } from '@palermo/shared/approvals/record.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'
import { recordRoutes } from '../records/record-routes.ts'
import { retryFrom } from '../retry.ts'

/** Routes for approvals: an action takes effect only after a second person of another agency approved it. */
export const approvalRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  recordRoutes(app, db, {
    type: approval,
    contracts: { Reply: Approval, Query: ApprovalQuery, Page: ApprovalPage, Act: ActOnApproval },
    list: listApprovals,
    read: readApproval,
    act: actOnApproval,
  })
  // An approval belongs to no case, but is requested on the page of a case; the access log names that case.
  app.post(
    '/',
    { schema: { body: NewApproval, response: { 201: Approval } }, config: { audit: 'approval.created' } },
    async (request, reply) => {
      const who = request.who({ kind: 'case', id: request.body.caseId })
      return reply.code(201).send(await createApproval(db, who, retryFrom(request), request.body))
    },
  )
}
