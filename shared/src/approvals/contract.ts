import { z } from 'zod'
import { StaffFunction } from '../actor.ts'
import { AgencyLabel } from '../agencies/contract.ts'
import { endingsThatLiftBar } from '../cases/reflection.ts'
import { LegalBasis, Purpose } from '../lawful-grounds.ts'
import { pageOf } from '../page.ts'
import { replyOf } from '../records/replies.ts'
import { approval } from './record.ts'
import { approvalKinds, approvedCompartments, powerfulRoles } from './terms.ts'

const Compartment = z.enum(approvedCompartments)

/**
 * The action that needs approval, as codes, ids, times and the address of a public page. The database checks these
 * values again before it carries out the action.
 */
export const ApprovedAct = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), function: z.enum(powerfulRoles) }),
  z.strictObject({ kind: z.literal('access'), compartment: Compartment, purpose: Purpose, legalBasis: LegalBasis }),
  z.strictObject({ kind: z.literal('bar') }),
  z.strictObject({
    kind: z.literal('clock'),
    key: z.string(),
    startedAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    wasDueAt: z.iso.datetime(),
  }),
  z.strictObject({ kind: z.literal('profile'), code: z.string() }),
  /** A new quick-exit page; null for the default page. `was` is the earlier page. */
  z.strictObject({ kind: z.literal('exit-page'), page: z.string().nullable(), was: z.string().nullable() }),
  /**
   * The early end of a reflection period for this reason. The database does not end the period; the case lead does so
   * after the approval.
   */
  z.strictObject({ kind: z.literal('reflection-end'), reason: z.enum(endingsThatLiftBar) }),
])
export type ApprovedAct = z.infer<typeof ApprovedAct>

export const Approval = replyOf(approval, ['needed', 'alone', 'answeredAt', 'refusalReason']).extend({
  act: ApprovedAct,
  /** The reference of the case, which is all that an approval shows of the case. */
  caseReference: z.string().nullable(),
  /** The account to which the approval belongs, for administrators and those who may answer the approval. */
  account: z.object({ name: z.string(), agencyName: z.string(), function: StaffFunction }).nullable(),
  from: AgencyLabel,
  fromFunction: StaffFunction,
  fromName: z.string().nullable(),
  mine: z.boolean(),
  /** The agency that is asked; null if the founding administrator acted without approval. */
  to: AgencyLabel.nullable(),
  askedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  late: z.boolean(),
})
export type Approval = z.infer<typeof Approval>

/**
 * Lists of approvals. `to-answer`: those that the reader's agency is asked for. `asked`: those requested by the reader
 * or by staff whom the reader supervises. `alone`: actions that the founding administrator carried out without
 * approval.
 */
export const approvalBoxes = ['to-answer', 'asked', 'alone', 'all'] as const
export const ApprovalQuery = z.strictObject({
  box: z.enum(approvalBoxes).default('to-answer'),
  open: z.stringbool().optional(),
  kind: z.enum(approvalKinds).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ApprovalQuery = z.infer<typeof ApprovalQuery>

export const ApprovalPage = pageOf(Approval)
export type ApprovalPage = z.infer<typeof ApprovalPage>

/**
 * A request for access to a compartment, which a person of another agency approves. All other approvals are requested
 * by the action that needs approval.
 */
export const NewApproval = z.strictObject({
  kind: z.literal('access'),
  caseId: z.uuid(),
  compartment: Compartment,
  purpose: Purpose,
  legalBasis: LegalBasis,
})
export type NewApproval = z.infer<typeof NewApproval>

export const ActOnApproval = approval.Act
export type ActOnApproval = z.infer<typeof ActOnApproval>
