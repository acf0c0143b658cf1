import { openCompartments } from '@palermo/shared/compartments.ts'
import { taskKinds, taskWorkflow } from '@palermo/shared/tasks/record.ts'
import { sql } from 'drizzle-orm'
import { integer, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from '../columns.ts'

export const tasks = app.table('tasks', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', taskWorkflow.statuses).notNull(),
  caseId: uuid('case_id').notNull(),
  caseReference: code('case_reference').notNull(),
  kind: oneOf('kind', taskKinds).notNull(),
  compartment: oneOf('compartment', openCompartments).notNull(),
  agencyId: uuid('agency_id').notNull(),
  assigneeId: uuid('assignee_id'),
  authorId: uuid('author_id'),
  dueAt: instant('due_at').notNull(),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  audience: code('audience').notNull(),
})
