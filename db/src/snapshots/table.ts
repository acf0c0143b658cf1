import { snapshot } from '@palermo/shared/snapshots/record.ts'
import { uuid } from 'drizzle-orm/pg-core'
import { app, bytes, code } from '../columns.ts'
import { fieldColumns, lifeColumns } from '../record-columns.ts'

export const snapshots = app.table('snapshots', {
  ...lifeColumns(snapshot.statuses),
  caseId: uuid('case_id'),
  document: code('document').notNull(),
  hash: bytes('hash').notNull(),
  ...fieldColumns(snapshot.fields),
})
