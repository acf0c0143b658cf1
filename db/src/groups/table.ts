import { groupKinds, groupWishes } from '@palermo/shared/groups/contract.ts'
import { sql } from 'drizzle-orm'
import { uuid } from 'drizzle-orm/pg-core'
import { app, instant, oneOf } from '../columns.ts'

export const groups = app.table('groups', {
  id: uuid('id').primaryKey(),
  kind: oneOf('kind', groupKinds).notNull(),
  wish: oneOf('wish', groupWishes).notNull(),
  agencyId: uuid('agency_id').notNull(),
  personId: uuid('person_id').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
})

export const groupMembers = app.table('group_members', {
  id: uuid('id').primaryKey(),
  groupId: uuid('group_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  personId: uuid('person_id').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
  leftAt: instant('left_at'),
})
