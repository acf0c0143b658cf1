import { gap } from '@palermo/shared/gaps/record.ts'
import { uuid } from 'drizzle-orm/pg-core'
import { app, code } from '../columns.ts'
import { fieldColumns, lifeColumns } from '../record-columns.ts'

export const gaps = app.table('gaps', {
  ...lifeColumns(gap.statuses),
  caseId: uuid('case_id'),
  ...fieldColumns(gap.fields),
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
})
