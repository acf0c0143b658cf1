import { request } from '@palermo/shared/requests/record.ts'
import { uuid } from 'drizzle-orm/pg-core'
import { app, code } from '../columns.ts'
import { fieldColumns, lifeColumns } from '../record-columns.ts'

export const requests = app.table('requests', {
  ...lifeColumns(request.statuses),
  caseId: uuid('case_id').notNull(),
  caseReference: code('case_reference').notNull(),
  ...fieldColumns(request.fields),
})
