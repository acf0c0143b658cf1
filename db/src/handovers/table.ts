import { handover } from '@palermo/shared/handovers/record.ts'
import { uuid } from 'drizzle-orm/pg-core'
import { app, code } from '../columns.ts'
import { fieldColumns, lifeColumns } from '../record-columns.ts'

export const handovers = app.table('handovers', {
  ...lifeColumns(handover.statuses),
  caseId: uuid('case_id').notNull(),
  caseReference: code('case_reference').notNull(),
  ...fieldColumns(handover.fields),
})
