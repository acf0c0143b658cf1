import { task } from '@palermo/shared/tasks/record.ts'
import { uuid } from 'drizzle-orm/pg-core'
import { app, code } from '../columns.ts'
import { fieldColumns, lifeColumns } from '../record-columns.ts'

export const tasks = app.table('tasks', {
  ...lifeColumns(task.statuses),
  caseId: uuid('case_id').notNull(),
  caseReference: code('case_reference').notNull(),
  ...fieldColumns(task.fields),
})
