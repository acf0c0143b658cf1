import { openCompartments } from '@palermo/shared/compartments.ts'
import { fileTypes } from '@palermo/shared/documents/files.ts'
import { documentKinds, withdrawalReasons } from '@palermo/shared/documents/kinds.ts'
import { documentWorkflow } from '@palermo/shared/documents/record.ts'
import { sql } from 'drizzle-orm'
import { integer, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, code, instant, oneOf } from '../columns.ts'

export const documents = app.table('documents', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', documentWorkflow.statuses).notNull(),
  caseId: uuid('case_id').notNull(),
  referralId: uuid('referral_id'),
  kind: oneOf('kind', documentKinds).notNull(),
  compartment: oneOf('compartment', openCompartments).notNull(),
  agencyId: uuid('agency_id').notNull(),
  authorId: uuid('author_id').notNull(),
  withdrawalReason: oneOf('withdrawal_reason', withdrawalReasons),
  withdrawnAt: instant('withdrawn_at'),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  audience: code('audience').notNull(),
})

/**
 * The columns of a sealed file, the same for drafts and cases, so that a file can move from a draft to a case
 * unchanged.
 */
const fileColumns = () => ({
  type: oneOf('type', fileTypes).notNull(),
  size: integer('size').notNull(),
  previewSize: integer('preview_size').notNull(),
  width: integer('width'),
  height: integer('height'),
  pages: integer('pages'),
  changes: code('changes').array().notNull(),
  sealed: bytes('sealed').notNull(),
  authorId: uuid('author_id').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
})

export const documentVersions = app.table('document_versions', {
  id: uuid('id').primaryKey(),
  documentId: uuid('document_id').notNull(),
  caseId: uuid('case_id').notNull(),
  compartment: oneOf('compartment', openCompartments).notNull(),
  number: integer('number').notNull(),
  ...fileColumns(),
})

export const draftFiles = app.table('draft_files', {
  id: uuid('id').primaryKey(),
  referralId: uuid('referral_id').notNull(),
  kind: oneOf('kind', documentKinds).notNull(),
  compartment: oneOf('compartment', openCompartments).notNull(),
  ...fileColumns(),
})

export const uploads = app.table(
  'uploads',
  {
    personId: uuid('person_id').notNull(),
    id: uuid('id').notNull(),
    compartment: oneOf('compartment', openCompartments).notNull(),
    size: integer('size').notNull(),
    received: integer('received').notNull().default(0),
    sealed: bytes('sealed').notNull(),
    lastAt: instant('last_at').notNull().default(sql`app.now()`),
  },
  (table) => [primaryKey({ columns: [table.personId, table.id] })],
)

export const uploadParts = app.table('upload_parts', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  uploadId: uuid('upload_id').notNull(),
  atByte: integer('at_byte').notNull(),
  size: integer('size').notNull(),
})
