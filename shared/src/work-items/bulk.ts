import { z } from 'zod'
import { freeText, OpenCompartment } from '../compartments.ts'
import { distinct } from '../distinct.ts'
import type { ProblemName } from '../problem.ts'
import { TaskKind } from '../tasks/contract.ts'

/** Maximum number of rows for one action: as many as a person can check before confirming. */
export const mostRows = 50

/**
 * The rows of the work queue as the page showed them. A row that changed since then has a new id, so that the action is
 * refused for this row alone.
 */
const rows = distinct(z.uuid()).min(1).max(mostRows)

/** The same action on several rows of the work queue. */
export const BulkAct = z.discriminatedUnion('action', [
  /** Adds one task to each case, even if several rows of the case are selected. */
  z.strictObject({
    action: z.literal('add-task'),
    rows,
    kind: TaskKind,
    dueAt: z.iso.datetime(),
    compartment: OpenCompartment.default('C1'),
    text: freeText(4000).optional(),
    assigneeId: z.uuid().optional(),
  }),
  z.strictObject({ action: z.literal('reassign'), rows, personId: z.uuid() }),
])
export type BulkAct = z.infer<typeof BulkAct>

const refusals = [
  'changed-meanwhile',
  'not-allowed',
  'wrong-status',
  'not-found',
  'invalid',
  'unavailable',
] as const satisfies ProblemName[]

/** The result for one row. `same-case`: another selected row has already added the task to the case. */
export const BulkResult = z.object({
  row: z.uuid(),
  outcome: z.enum(['done', 'same-case', 'refused']),
  problem: z.enum(refusals).nullable(),
})
export type BulkResult = z.infer<typeof BulkResult>

export const BulkReply = z.object({ results: z.array(BulkResult) })
export type BulkReply = z.infer<typeof BulkReply>

/** Whether a problem is reported as the result of one row; any other problem fails the whole request. */
export const isToldByRow = (problem: ProblemName): problem is (typeof refusals)[number] =>
  refusals.some((one) => one === problem)
