import { note } from '@palermo/shared/notes/record.ts'
import { sql } from 'drizzle-orm'
import { instant } from '../columns.ts'
import { recordTable } from '../record-columns.ts'

export const notes = recordTable(note, { at: instant('at').notNull().default(sql`app.now()`) })
