import { integer } from 'drizzle-orm/pg-core'
import { app, code, instant } from '../columns.ts'

export const scheduledJobs = app.table('scheduled_jobs', {
  name: code('name').primaryKey(),
  everySeconds: integer('every_seconds').notNull(),
  doneAt: instant('done_at'),
  failedAt: instant('failed_at'),
  failures: integer('failures').notNull().default(0),
})
