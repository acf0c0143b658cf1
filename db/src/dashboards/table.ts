import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { jsonb, primaryKey } from 'drizzle-orm/pg-core'
import { app, instant, oneOf } from '../columns.ts'

const panels = ['cohort', 'times', 'late', 'open', 'caseload', 'trend', 'change'] as const

/** What a job counted for all agencies together. */
export const cachedWorkNumbers = app.table(
  'cached_work_numbers',
  {
    panel: oneOf('panel', panels).notNull(),
    /** Empty where all referrals are counted. */
    urgency: oneOf('urgency', ['', ...urgencies]).notNull(),
    countedAt: instant('counted_at').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    sinceAt: instant('since_at').notNull(),
    lines: jsonb('lines').notNull(),
  },
  (table) => [primaryKey({ columns: [table.urgency, table.panel] })],
)
