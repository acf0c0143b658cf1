import { handoverWorkflow } from '@palermo/shared/handovers/record.ts'
import { Asked, handoverDeclineReasons } from '@palermo/shared/handovers/terms.ts'
import { legalBases, purposes } from '@palermo/shared/lawful-grounds.ts'
import { sql } from 'drizzle-orm'
import { integer, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from '../columns.ts'

export const handovers = app.table('handovers', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', handoverWorkflow.statuses).notNull(),
  caseId: uuid('case_id').notNull(),
  caseReference: code('case_reference').notNull(),
  fromAgencyId: uuid('from_agency_id').notNull(),
  fromPersonId: uuid('from_person_id').notNull(),
  toAgencyId: uuid('to_agency_id').notNull(),
  toPersonId: uuid('to_person_id'),
  asked: oneOf('asked', Asked.options).notNull(),
  legalBasis: oneOf('legal_basis', legalBases),
  declineReason: oneOf('decline_reason', handoverDeclineReasons),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  answeredAt: instant('answered_at'),
  purpose: oneOf('purpose', purposes).notNull(),
})
