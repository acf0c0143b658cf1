import { linkCompartments, linkKinds } from '@palermo/shared/links/contract.ts'
import { sql } from 'drizzle-orm'
import { uuid } from 'drizzle-orm/pg-core'
import { app, instant, oneOf } from '../columns.ts'

export const caseLinks = app.table('case_links', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  otherCaseId: uuid('other_case_id').notNull(),
  kind: oneOf('kind', linkKinds).notNull(),
  compartment: oneOf('compartment', linkCompartments).notNull(),
  agencyId: uuid('agency_id').notNull(),
  personId: uuid('person_id').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
  endedAt: instant('ended_at'),
})
