import { alert } from '@palermo/shared/alerts/record.ts'
import { primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, oneOf } from '../columns.ts'
import { recordTable } from '../record-columns.ts'

export const alerts = recordTable(alert)

export const answerCompartments = ['C0', 'C1', 'C2', 'C3', 'C4', 'C5'] as const
export const alertAnswers = app.table(
  'alert_answers',
  {
    alertId: uuid('alert_id').notNull(),
    compartment: oneOf('compartment', answerCompartments).notNull(),
    sealed: bytes('sealed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.alertId, table.compartment] })],
)
