import { approvalWorkflow } from '@palermo/shared/approvals/record.ts'
import { approvalKinds, approvalRefusals } from '@palermo/shared/approvals/terms.ts'
import { sql } from 'drizzle-orm'
import { boolean, integer, jsonb, smallint, uuid } from 'drizzle-orm/pg-core'
import { app, authz, instant, oneOf } from '../columns.ts'

export const approvals = app.table('approvals', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', approvalWorkflow.statuses).notNull(),
  kind: oneOf('kind', approvalKinds).notNull(),
  caseId: uuid('case_id'),
  aboutCaseId: uuid('about_case_id'),
  subjectId: uuid('subject_id'),
  payload: jsonb('payload').notNull(),
  fromAgencyId: uuid('from_agency_id').notNull(),
  fromPersonId: uuid('from_person_id').notNull(),
  toAgencyId: uuid('to_agency_id'),
  toPersonId: uuid('to_person_id'),
  tried: uuid('tried').array().notNull().default(sql`'{}'`),
  needed: smallint('needed').notNull().default(1),
  endorsedBy: uuid('endorsed_by'),
  answeredBy: uuid('answered_by'),
  alone: boolean('alone').notNull().default(false),
  refusalReason: oneOf('refusal_reason', approvalRefusals),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  answeredAt: instant('answered_at'),
})

export const appointments = authz.table('appointments', {
  personId: uuid('person_id').primaryKey(),
  byPersonId: uuid('by_person_id').primaryKey(),
  at: instant('at').notNull().default(sql`app.now()`),
})

export const founding = authz.table('founding', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  founderId: uuid('founder_id'),
  endedAt: instant('ended_at'),
})
