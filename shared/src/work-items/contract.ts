import { z } from 'zod'
import { AgencyLabel } from '../agencies/contract.ts'
import { Urgency } from '../codes/urgency.ts'
import { pageOf } from '../page.ts'

export const Side = z.enum(['owes', 'is-owed'])
export type Side = z.infer<typeof Side>

/** One item of the work list, as shown to the party that owes the step or to the party that waits for it. */
export const WorkItem = z.object({
  id: z.uuid(),
  side: Side,
  subjectKind: z.string(),
  subjectId: z.uuid(),
  caseId: z.uuid().nullable(),
  caseReference: z.string().nullable(),
  /** The key of the next step, which is that of its running deadline (`referral.answer`). */
  step: z.string(),
  /**
   * The kind of the record, if the step does not show it: for a task the kind of task (`check-safety`). It is a code,
   * never free text.
   */
  detail: z.string().nullable(),
  status: z.string(),
  urgency: Urgency,
  dueAt: z.iso.datetime(),
  late: z.boolean(),
  counterparty: AgencyLabel.nullable(),
  assigneeId: z.uuid().nullable(),
  openedAt: z.iso.datetime(),
})
export type WorkItem = z.infer<typeof WorkItem>

export const WorkItemQuery = z.strictObject({
  side: Side.default('owes'),
  late: z.stringbool().optional(),
  mine: z.stringbool().optional(),
  step: z.string().max(60).optional(),
  agency: z.uuid().optional(),
  urgency: Urgency.optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type WorkItemQuery = z.infer<typeof WorkItemQuery>

export const WorkItemPage = pageOf(WorkItem)
export type WorkItemPage = z.infer<typeof WorkItemPage>

/** The numbers in the tabs of the work list, counting the items that this reader may see. */
export const WorkItemCounts = z.object({ owes: z.int(), isOwed: z.int(), late: z.int(), mine: z.int() })
export type WorkItemCounts = z.infer<typeof WorkItemCounts>
