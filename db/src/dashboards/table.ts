import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { jsonb, primaryKey } from 'drizzle-orm/pg-core'
import { app, instant, oneOf } from '../columns.ts'

const panels = ['cohort', 'times', 'late', 'open', 'caseload', 'trend', 'change'] as const

/** The figures of the dashboards for all agencies together, as the scheduled job last counted them. */
export const cachedWorkNumbers = app.table(
  'cached_work_numbers',
  {
    panel: oneOf('panel', panels).notNull(),
    /** The urgency to which the numbers are restricted; empty for all referrals. */
    urgency: oneOf('urgency', ['', ...urgencies]).notNull(),
    countedAt: instant('counted_at').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    sinceAt: instant('since_at').notNull(),
    lines: jsonb('lines').notNull(),
  },
  (table) => [primaryKey({ columns: [table.urgency, table.panel] })],
)
