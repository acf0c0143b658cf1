import { sql } from 'drizzle-orm'
import { integer, jsonb, primaryKey } from 'drizzle-orm/pg-core'
import { app, code, instant } from '../columns.ts'

export const forms = app.table(
  'forms',
  {
    id: code('id').notNull(),
    formVersion: integer('form_version').notNull(),
    document: jsonb('document'),
    words: jsonb('words').notNull().default({}),
    revision: integer('revision').notNull().default(1),
    changedAt: instant('changed_at').notNull().default(sql`app.now()`),
    publishedAt: instant('published_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [primaryKey({ columns: [table.id, table.formVersion] })],
)
