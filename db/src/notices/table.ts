import { Channel } from '@palermo/shared/notices/contract.ts'
import { sql } from 'drizzle-orm'
import { bigint, integer, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from '../columns.ts'

export const notices = app.table('notices', {
  id: uuid('id').primaryKey(),
  outboxId: bigint('outbox_id', { mode: 'bigint' }).notNull(),
  personId: uuid('person_id').notNull(),
  topic: code('topic').notNull(),
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  caseId: uuid('case_id'),
  caseReference: code('case_reference'),
  step: code('step'),
  agencyId: uuid('agency_id'),
  dueAt: instant('due_at'),
  at: instant('at').notNull(),
  readAt: instant('read_at'),
  detail: code('detail'),
})

export const deliveries = app.table('deliveries', {
  id: uuid('id').primaryKey(),
  noticeId: uuid('notice_id').notNull(),
  personId: uuid('person_id').notNull(),
  channel: oneOf('channel', Channel.options).notNull(),
  topic: code('topic').notNull(),
  dueAt: instant('due_at').notNull(),
  letterId: uuid('letter_id'),
  droppedAt: instant('dropped_at'),
  at: instant('at').notNull().default(sql`app.now()`),
})

export const letters = app.table('letters', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  channel: oneOf('channel', Channel.options).notNull(),
  notices: integer('notices').notNull(),
  state: oneOf('state', ['sending', 'sent', 'failed', 'dead']).notNull(),
  tries: integer('tries').notNull().default(1),
  dueAt: instant('due_at').notNull().default(sql`app.now()`),
  heldUntil: instant('held_until'),
  error: code('error'),
  at: instant('at').notNull().default(sql`app.now()`),
})
