import { gap } from '@palermo/shared/gaps/record.ts'
import { bigint, uuid } from 'drizzle-orm/pg-core'
import { app, code } from '../columns.ts'
import { recordTable } from '../record-columns.ts'

export const gaps = recordTable(gap, {
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
})

export const gapChecks = app.table('gap_checks', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  agencyId: uuid('agency_id'),
  caseId: uuid('case_id'),
})
