import { z } from 'zod'
import { AgencyLabel } from '../agencies/contract.ts'
import { SealedCompartment } from '../compartments.ts'
import { Answers } from '../forms/answers.ts'
import { alert, alertKinds, alertWithdrawals, alertWorkflow, closeReasons } from './record.ts'

export const AlertStatus = z.enum(alertWorkflow.statuses)

/** As a list shows it: who told whom, when. What was told stands in its compartments. */
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
  /** As much as the reader's sector and function stand behind. */
  answers: Answers,
  /** Compartments that are closed to this reader: the same whether or not anything is behind them. */
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

/** Sends a draft that ends in a notice: its answers go with it, and the draft is no more. */
export const NewAlert = z.strictObject({
  draftId: z.uuid(),
  version: z.int().positive(),
  toAgencyId: z.uuid(),
})
export type NewAlert = z.infer<typeof NewAlert>

export const ActOnAlert = alert.Act
export type ActOnAlert = z.infer<typeof ActOnAlert>
