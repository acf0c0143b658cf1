import { alertKinds, alertWithdrawals, alertWorkflow, closeReasons } from '@palermo/shared/alerts/record.ts'
import { sql } from 'drizzle-orm'
import { integer, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, code, instant, oneOf } from '../columns.ts'

export const alerts = app.table('alerts', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', alertWorkflow.statuses).notNull(),
  kind: oneOf('kind', alertKinds).notNull(),
  reference: code('reference').notNull(),
  caseId: uuid('case_id'),
  fromAgencyId: uuid('from_agency_id').notNull(),
  fromPersonId: uuid('from_person_id').notNull(),
  toAgencyId: uuid('to_agency_id').notNull(),
  formId: code('form_id').notNull(),
  formVersion: integer('form_version').notNull(),
  closeReason: oneOf('close_reason', closeReasons),
  withdrawalReason: oneOf('withdrawal_reason', alertWithdrawals),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  receivedAt: instant('received_at'),
  endedAt: instant('ended_at'),
})

const walls = ['C0', 'C1', 'C2', 'C3', 'C4', 'C5'] as const
export const alertAnswers = app.table(
  'alert_answers',
  {
    alertId: uuid('alert_id').notNull(),
    compartment: oneOf('compartment', walls).notNull(),
    sealed: bytes('sealed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.alertId, table.compartment] })],
)
