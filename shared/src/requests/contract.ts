import { z } from 'zod'
import { StaffFunction } from '../actor.ts'
import { AgencyLabel } from '../agencies/contract.ts'
import { approvedCompartments } from '../approvals/terms.ts'
import { pageOf } from '../page.ts'
import { newOf, replyOf } from '../records/replies.ts'
import { request, requestWorkflow } from './record.ts'
import { AskableCompartment } from './terms.ts'

export const RequestStatus = z.enum(requestWorkflow.statuses)

/** A request for access to one compartment of one case. */
export const Request = replyOf(request, ['compartment', 'purpose', 'legalBasis', 'refusalReason', 'answeredAt']).extend(
  {
    from: AgencyLabel,
    /** The role of the asking person. A person of another agency is not named. */
    fromFunction: StaffFunction,
    fromName: z.string().nullable(),
    mine: z.boolean(),
    owner: AgencyLabel,
    askedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().nullable(),
    late: z.boolean(),
  },
)
export type Request = z.infer<typeof Request>

export const RequestQuery = z.strictObject({
  caseId: z.uuid().optional(),
  status: RequestStatus.optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type RequestQuery = z.infer<typeof RequestQuery>

/**
 * A page of requests. `askable`: if the query names a case, the compartments for which the reader may ask for access.
 * The list is the same whether or not the compartments hold anything.
 */
export const RequestPage = pageOf(Request).extend({
  askable: z.array(AskableCompartment),
  /**
   * The compartments for which another agency must approve the access, because no agency on the case could answer, or
   * because two persons must approve.
   */
  askableByApproval: z.array(z.enum(approvedCompartments)),
})
export type RequestPage = z.infer<typeof RequestPage>

export const NewRequest = newOf(request)
export type NewRequest = z.infer<typeof NewRequest>

export const ActOnRequest = request.Act
export type ActOnRequest = z.infer<typeof ActOnRequest>
