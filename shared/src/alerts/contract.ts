import { z } from 'zod'
import { AgencyLabel } from '../agencies/contract.ts'
import { SealedCompartment } from '../compartments.ts'
import { Answers } from '../forms/answers.ts'
import { alert, alertKinds, alertWithdrawals, alertWorkflow, closeReasons } from './record.ts'

export const AlertStatus = z.enum(alertWorkflow.statuses)

/** A notification in a list: sender, receiver and time. Its contents are in their compartments. */
export const AlertSummary = z.object({
  id: z.uuid(),
  version: z.int(),
  status: AlertStatus,
  kind: z.enum(alertKinds),
  reference: z.string(),
  from: AgencyLabel,
  to: AgencyLabel,
  mine: z.boolean(),
  sentAt: z.iso.datetime(),
  receivedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  closeReason: z.enum(closeReasons).nullable(),
  withdrawalReason: z.enum(alertWithdrawals).nullable(),
  dueAt: z.iso.datetime().nullable(),
  late: z.boolean(),
  actions: z.array(z.enum(alertWorkflow.actionNames)),
})
export type AlertSummary = z.infer<typeof AlertSummary>

export const Alert = AlertSummary.extend({
  formId: z.string(),
  formVersion: z.int(),
  /** The answers in compartments that the reader's sector and role may read. */
  answers: Answers,
  /** Compartments closed to this reader: the same whether or not they hold anything. */
  sealed: z.array(SealedCompartment),
})
export type Alert = z.infer<typeof Alert>

export const alertBoxes = ['inbox', 'outbox'] as const
export const AlertQuery = z.strictObject({
  box: z.enum(alertBoxes).default('inbox'),
  open: z.stringbool().optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type AlertQuery = z.infer<typeof AlertQuery>

/** Sends a draft as a notification without a person: its answers move there, and the draft is deleted. */
export const NewAlert = z.strictObject({
  draftId: z.uuid(),
  version: z.int().positive(),
  toAgencyId: z.uuid(),
})
export type NewAlert = z.infer<typeof NewAlert>

export const ActOnAlert = alert.Act
export type ActOnAlert = z.infer<typeof ActOnAlert>
