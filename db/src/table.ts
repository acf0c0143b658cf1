import type { OpenCompartment, SealedCompartment } from '@palermo/shared/compartments.ts'
import { sql } from 'drizzle-orm'
import { bigint, boolean, integer, interval, jsonb, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, code, instant, label, oneOf, transactionId } from './columns.ts'

export const taskForce = app.table('task_force', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  name: label('name').notNull(),
  profile: code('profile').notNull(),
  zone: code('zone').notNull(),
  calendar: code('calendar').notNull(),
  demo: boolean('demo').notNull(),
  neutralPage: label('neutral_page'),
})

export const clock = app.table('clock', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  moved: interval('moved').notNull().default('00:00:00'),
})

export const events = app.table('events', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  caseId: uuid('case_id'),
  compartment: code('compartment').notNull().default('C0'),
  action: code('action').notNull(),
  version: integer('version').notNull(),
  status: code('status').notNull(),
  actorId: uuid('actor_id'),
  agencyId: uuid('agency_id'),
  at: instant('at').notNull().default(sql`app.now()`),
  x: transactionId('x').notNull().default(sql`pg_current_xact_id()`),
  changes: jsonb('changes').notNull().default({}),
})

export const acts = app.table(
  'acts',
  {
    noun: code('noun').notNull(),
    action: code('action').notNull(),
    fromStatuses: code('from_statuses').array().notNull(),
    toStatus: code('to_status'),
    opens: code('opens').array().notNull().default([]),
    mayOpen: code('may_open').array().notNull().default([]),
    closes: code('closes').array().notNull().default([]),
    notBy: code('not_by'),
    behind: code('behind'),
  },
  (row) => [primaryKey({ columns: [row.noun, row.action] })],
)

export const actParties = app.table(
  'act_parties',
  {
    noun: code('noun').notNull(),
    relation: code('relation').notNull(),
    agencyColumn: code('agency_column').notNull(),
    personColumn: code('person_column'),
  },
  (row) => [primaryKey({ columns: [row.noun, row.relation] })],
)

export const actPermissions = app.table(
  'act_permissions',
  {
    noun: code('noun').notNull(),
    action: code('action').notNull(),
    relation: code('relation').notNull(),
    functions: code('functions').array().notNull(),
  },
  (row) => [primaryKey({ columns: [row.noun, row.action, row.relation] })],
)

export const outbox = app.table('outbox', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  queue: code('queue').notNull(),
  name: code('name').notNull(),
  payload: jsonb('payload').notNull(),
  createdAt: instant('created_at').notNull().default(sql`clock_timestamp()`),
  sentAt: instant('sent_at'),
  doneAt: instant('done_at'),
})

export const idempotency = app.table(
  'idempotency',
  {
    personId: uuid('person_id').notNull(),
    key: code('key').notNull(),
    bodyHash: bytes('body_hash').notNull(),
    subjectId: uuid('subject_id').notNull(),
    at: instant('at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.personId, table.key] })],
)

/** The columns of the text table of one compartment. */
const wordColumns = <const W extends SealedCompartment>(compartment: W) => ({
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id'),
  ownerAgencyId: uuid('owner_agency_id').notNull(),
  authorId: uuid('author_id').notNull(),
  compartment: oneOf('compartment', [compartment]).notNull().default(compartment),
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  field: code('field').notNull(),
  betweenParties: boolean('between_parties').notNull().default(false),
  sealed: bytes('sealed').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
})
const words = <const W extends SealedCompartment>(compartment: W) =>
  app.table(`texts_${compartment.toLowerCase()}`, wordColumns(compartment))
/** The text table of a compartment in use, whose rows have an audience. */
const openWords = <const W extends OpenCompartment>(compartment: W) =>
  app.table(`texts_${compartment.toLowerCase()}`, { ...wordColumns(compartment), audience: code('audience').notNull() })
export const textsC1 = openWords('C1')
export const textsC2 = openWords('C2')
export const textsC3 = openWords('C3')
export const textsC4 = openWords('C4')
export const textsC5 = openWords('C5')
export const textsC6a = words('C6a')
export const textsC6b = words('C6b')
export const textsC7 = words('C7')
export const textsC8 = words('C8')

/**
 * The table of agencies and cases whose gaps must be checked again, because their staff, bars, access or lead have
 * changed.
 */
export const gapChecks = app.table('gap_checks', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  agencyId: uuid('agency_id'),
  caseId: uuid('case_id'),
})

/** The table of the statuses in which a row must have a deadline, by record type, with the covering deadlines. */
export const watched = app.table('watched', {
  noun: code('noun').primaryKey(),
  waitsIn: code('waits_in').array().notNull(),
  coveredBy: code('covered_by').array().notNull(),
})
