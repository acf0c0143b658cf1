import { sql } from 'drizzle-orm'
import { bigint, uuid } from 'drizzle-orm/pg-core'
import { aud, bytes, code, instant, transactionId } from '../columns.ts'

export const leaf = aud.table('leaf', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  x: transactionId('x').notNull().default(sql`pg_current_xact_id()`),
  at: instant('at').notNull().default(sql`clock_timestamp()`),
  kind: code('kind').notNull(),
  actor: uuid('actor'),
  agency: uuid('agency'),
  sector: code('sector'),
  function: code('function'),
  session: bytes('session'),
  barred: uuid('barred').array(),
  standsFor: uuid('stands_for').array(),
  subjectKind: code('subject_kind'),
  subjectId: uuid('subject_id'),
  compartment: code('compartment'),
  purpose: code('purpose'),
  legalBasis: code('legal_basis'),
  reason: code('reason'),
  recipient: uuid('recipient'),
  outcome: code('outcome'),
  request: code('request'),
})
