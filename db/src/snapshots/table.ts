import { signatures, snapshotWithdrawals, snapshotWorkflow } from '@palermo/shared/snapshots/record.ts'
import { sql } from 'drizzle-orm'
import { date, integer, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, code, instant, oneOf } from '../columns.ts'

export const snapshots = app.table('snapshots', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', snapshotWorkflow.statuses).notNull(),
  caseId: uuid('case_id'),
  agencyId: uuid('agency_id').notNull(),
  week: date('week').notNull(),
  document: code('document').notNull(),
  hash: bytes('hash').notNull(),
  withdrawalReason: oneOf('withdrawal_reason', snapshotWithdrawals),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  signedAt: instant('signed_at'),
  /** Who drafted it; null of what was drafted before that was kept. */
  drafterId: uuid('drafter_id'),
  signedBy: oneOf('signed_by', signatures),
  publishedAt: instant('published_at'),
  withdrawnAt: instant('withdrawn_at'),
})
