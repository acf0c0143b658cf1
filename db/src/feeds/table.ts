import { programs } from '@palermo/shared/feeds/contract.ts'
import { sql } from 'drizzle-orm'
import { integer, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, instant, oneOf } from '../columns.ts'

export const calendarFeeds = app.table('calendar_feeds', {
  personId: uuid('person_id').primaryKey(),
  secretHash: bytes('secret_hash').notNull(),
  madeAt: instant('made_at').notNull().default(sql`app.now()`),
  expiresAt: instant('expires_at').notNull(),
})

export const feedReaders = app.table(
  'feed_readers',
  {
    personId: uuid('person_id').notNull(),
    program: oneOf('program', programs).notNull(),
    firstAt: instant('first_at').notNull().default(sql`app.now()`),
    lastAt: instant('last_at').notNull().default(sql`app.now()`),
    reads: integer('reads').notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.personId, table.program] })],
)
