import { openCompartments } from '@palermo/shared/compartments.ts'
import { noteKinds } from '@palermo/shared/notes/record.ts'
import { sql } from 'drizzle-orm'
import { uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from '../columns.ts'

export const notes = app.table('notes', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  kind: oneOf('kind', noteKinds).notNull(),
  compartment: oneOf('compartment', openCompartments).notNull(),
  agencyId: uuid('agency_id').notNull(),
  authorId: uuid('author_id').notNull(),
  corrects: uuid('corrects'),
  handoverId: uuid('handover_id'),
  at: instant('at').notNull().default(sql`app.now()`),
  audience: code('audience').notNull(),
})
