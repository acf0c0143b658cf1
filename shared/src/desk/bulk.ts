import { z } from 'zod'
import { freeText, OpenCompartment } from '../compartments.ts'
import { distinct } from '../distinct.ts'
import type { ProblemName } from '../problem.ts'
import { TaskKind } from '../tasks/contract.ts'

/** As many rows as one may act on at once: what a person can look over before confirming. */
export const mostRows = 50

/** Rows of the work queue as they were seen: one that moved on meanwhile has another id, and is refused by itself. */
const rows = distinct(z.uuid()).min(1).max(mostRows)

/** The same thing done to several rows of the work queue. */
export const BulkAct = z.discriminatedUnion('action', [
  /** One task a case, however many rows of that case are chosen. */
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

/** What became of one row. `same-case`: its case got the task through another row. */
export const BulkResult = z.object({
  row: z.uuid(),
  outcome: z.enum(['done', 'same-case', 'refused']),
  problem: z.enum(refusals).nullable(),
})
export type BulkResult = z.infer<typeof BulkResult>

export const BulkReply = z.object({ results: z.array(BulkResult) })
export type BulkReply = z.infer<typeof BulkReply>

/** A refusal of one row; other errors fail the whole request. */
export const isToldByRow = (problem: ProblemName): problem is (typeof refusals)[number] =>
  refusals.some((one) => one === problem)
