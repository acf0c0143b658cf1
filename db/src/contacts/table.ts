import { contact } from '@palermo/shared/contacts/record.ts'
import { sql } from 'drizzle-orm'
import { instant, oneOf } from '../columns.ts'
import { recordTable } from '../record-columns.ts'

export const contacts = recordTable(contact, {
  compartment: oneOf('compartment', ['C1']).notNull().default('C1'),
  at: instant('at').notNull().default(sql`app.now()`),
  recordedAt: instant('recorded_at').notNull().default(sql`app.now()`),
})
