import { sql } from 'drizzle-orm'
import { uuid } from 'drizzle-orm/pg-core'
import { app, instant } from '../columns.ts'

export const absences = app.table('absences', {
  id: uuid('id').primaryKey(),
  agencyId: uuid('agency_id').notNull(),
  personId: uuid('person_id').notNull(),
  deputyId: uuid('deputy_id').notNull(),
  fromAt: instant('from_at').notNull(),
  untilAt: instant('until_at').notNull(),
  setBy: uuid('set_by').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
  endedAt: instant('ended_at'),
})
