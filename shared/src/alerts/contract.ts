import { z } from 'zod'
import { AgencyLabel } from '../agencies/contract.ts'
import { SealedCompartment } from '../compartments.ts'
import { Answers } from '../forms/answers.ts'
import { replyOf } from '../records/replies.ts'
import { alert, alertBoxes } from './record.ts'

/** An alert in a list: sender, receiver and time. The answers of an alert are read only in their compartments. */
export const AlertSummary = replyOf(alert, [
  'kind',
  'reference',
  'receivedAt',
  'endedAt',
  'closeReason',
  'withdrawalReason',
]).extend({
  from: AgencyLabel,
  to: AgencyLabel,
  mine: z.boolean(),
  sentAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  late: z.boolean(),
})
export type AlertSummary = z.infer<typeof AlertSummary>

export const Alert = AlertSummary.extend({
  formId: z.string(),
  formVersion: z.int(),
  /** The answers, in those compartments that the reader's sector and role may read. */
  answers: Answers,
  /**
   * The compartments that this reader cannot open. The list is the same whether or not the compartments hold anything.
   */
  sealed: z.array(SealedCompartment),
})
export type Alert = z.infer<typeof Alert>

export const AlertQuery = z.strictObject({
  box: z.enum(alertBoxes).default('inbox'),
  open: z.stringbool().optional(),
  status: z.enum(alert.statuses).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type AlertQuery = z.infer<typeof AlertQuery>

/**
 * Sends a draft as an alert, which names no person. The answers of the draft move to the alert, and the draft is
 * deleted.
 */
export const NewAlert = z.strictObject({
  draftId: z.uuid(),
  version: z.int().positive(),
  toAgencyId: z.uuid(),
})
export type NewAlert = z.infer<typeof NewAlert>

export const ActOnAlert = alert.Act
export type ActOnAlert = z.infer<typeof ActOnAlert>
