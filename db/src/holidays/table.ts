import { holidayChangeKinds } from '@palermo/shared/holidays/contract.ts'
import { sql } from 'drizzle-orm'
import { boolean, date, integer, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, label, oneOf } from '../columns.ts'

export const holidayChanges = app.table('holiday_changes', {
  id: uuid('id').primaryKey(),
  calendar: code('calendar').notNull(),
  onDate: date('on_date').notNull(),
  change: oneOf('change', holidayChangeKinds).notNull(),
  name: label('name').notNull(),
  source: label('source').notNull(),
  actorId: uuid('actor_id').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
  saidAt: instant('said_at').notNull().default(sql`clock_timestamp()`),
  recountedAt: instant('recounted_at'),
  moved: integer('moved').notNull().default(0),
  reached: uuid('reached'),
  lastPass: boolean('last_pass'),
})
