import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { Side } from '@palermo/shared/work-items/contract.ts'
import { sql } from 'drizzle-orm'
import { integer, primaryKey, smallint, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from '../columns.ts'

export const workItems = app.table('work_items', {
  id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
  agencyId: uuid('agency_id').notNull(),
  assigneeId: uuid('assignee_id'),
  side: oneOf('side', Side.options).notNull(),
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  caseId: uuid('case_id'),
  caseReference: code('case_reference'),
  kind: code('kind').notNull(),
  status: code('status').notNull(),
  priority: oneOf('priority', urgencies).notNull(),
  dueAt: instant('due_at').notNull(),
  counterpartyAgencyId: uuid('counterparty_agency_id'),
  openedAt: instant('opened_at').notNull(),
  detail: code('detail'),
})

export const counters = app.table(
  'counters',
  {
    agencyId: uuid('agency_id').notNull(),
    assigneeId: uuid('assignee_id').notNull().default('00000000-0000-0000-0000-000000000000'),
    side: code('side').notNull(),
    slot: smallint('slot').notNull(),
    n: integer('n').notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.side, table.assigneeId, table.slot] })],
)
