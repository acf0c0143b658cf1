import { filterPages } from '@palermo/shared/filters/contract.ts'
import { sql } from 'drizzle-orm'
import { boolean, smallint, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, instant, oneOf } from '../columns.ts'

export const savedFilters = app.table('saved_filters', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  page: oneOf('page', filterPages).notNull(),
  place: smallint('place').notNull(),
  sealed: bytes('sealed').notNull(),
  opens: boolean('opens').notNull().default(false),
  madeAt: instant('made_at').notNull().default(sql`app.now()`),
})
