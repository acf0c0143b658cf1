import { contactOutcomes, Safe, triedWays } from '@palermo/shared/contacts/terms.ts'
import { sql } from 'drizzle-orm'
import { uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from '../columns.ts'

export const contacts = app.table('contacts', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  personId: uuid('person_id').notNull(),
  compartment: oneOf('compartment', ['C1']).notNull().default('C1'),
  way: oneOf('way', triedWays).notNull(),
  outcome: oneOf('outcome', contactOutcomes).notNull(),
  safe: oneOf('safe', Safe.options).notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
  recordedAt: instant('recorded_at').notNull().default(sql`app.now()`),
  struckAt: instant('struck_at'),
  audience: code('audience').notNull(),
})
