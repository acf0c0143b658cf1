import { gap } from '@palermo/shared/gaps/record.ts'
import { uuid } from 'drizzle-orm/pg-core'
import { code } from '../columns.ts'
import { recordTable } from '../record-columns.ts'

export const gaps = recordTable(gap, {
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
})
