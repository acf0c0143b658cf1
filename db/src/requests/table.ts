import { legalBases, purposes } from '@palermo/shared/lawful-grounds.ts'
import { requestWorkflow } from '@palermo/shared/requests/record.ts'
import { askableCompartments, refusalReasons } from '@palermo/shared/requests/terms.ts'
import { sql } from 'drizzle-orm'
import { integer, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from '../columns.ts'

export const requests = app.table('requests', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', requestWorkflow.statuses).notNull(),
  caseId: uuid('case_id').notNull(),
  caseReference: code('case_reference').notNull(),
  compartment: oneOf('compartment', askableCompartments).notNull(),
  purpose: oneOf('purpose', purposes).notNull(),
  legalBasis: oneOf('legal_basis', legalBases).notNull(),
  fromAgencyId: uuid('from_agency_id').notNull(),
  fromPersonId: uuid('from_person_id').notNull(),
  ownerAgencyId: uuid('owner_agency_id').notNull(),
  refusalReason: oneOf('refusal_reason', refusalReasons),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  answeredAt: instant('answered_at'),
})
