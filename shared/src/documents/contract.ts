import { z } from 'zod'
import { Audience, ChosenAudience } from '../audiences.ts'
import { freeText, OpenCompartment } from '../compartments.ts'
import { FileChange, FileType } from './files.ts'
import { DocumentKind, DocumentWithdrawalReason } from './kinds.ts'
import { document, documentWorkflow } from './record.ts'

export const DocumentStatus = z.enum(documentWorkflow.statuses)

/** One version of a file; a newer one is listed before it, and both can be read. */
export const DocumentVersion = z.object({
  number: z.int().positive(),
  type: FileType,
  /** Bytes of the stored file. */
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  pages: z.int().nullable(),
  /** Whether there is a preview picture. */
  preview: z.boolean(),
  changes: z.array(FileChange),
  fileName: z.string(),
  /** SHA-256 of the file as sent and as stored. */
  sentSha256: z.string(),
  sha256: z.string(),
  /** Only for staff of the reader's own agency. */
  authorId: z.uuid().nullable(),
  at: z.iso.datetime(),
})
export type DocumentVersion = z.infer<typeof DocumentVersion>

/** A document of a case, for readers of its compartment; for all others it does not exist. */
export const Document = z.object({
  id: z.uuid(),
  version: z.int(),
  status: DocumentStatus,
  caseId: z.uuid(),
  referralId: z.uuid().nullable(),
  kind: DocumentKind,
  audience: Audience,
  compartment: OpenCompartment,
  /** The title by its author; null once it is withdrawn. */
  title: z.string().nullable(),
  /** An agency that the reader may know of; for the reader's own agency also the person. */
  agencyId: z.uuid().nullable(),
  agencyName: z.string().nullable(),
  authorId: z.uuid().nullable(),
  mine: z.boolean(),
  addedAt: z.iso.datetime(),
  /** The newest first; empty once it is withdrawn. */
  versions: z.array(DocumentVersion),
  withdrawalReason: DocumentWithdrawalReason.nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  actions: z.array(z.enum(documentWorkflow.actionNames)),
})
export type Document = z.infer<typeof Document>

export const DocumentQuery = z.strictObject({ caseId: z.uuid() })
/** With the compartments in which the reader may add a document. */
export const DocumentList = z.object({ items: z.array(Document), addable: z.array(OpenCompartment) })
export type DocumentList = z.infer<typeof DocumentList>

const Title = freeText(160)

/** The form field `document` before the file. Without a title the file name is used. */
export const NewDocument = z.strictObject({
  caseId: z.uuid(),
  referralId: z.uuid().optional(),
  kind: DocumentKind,
  /** Omitted: the audience proposed by its kind, or the default of its compartment. */
  audience: ChosenAudience.optional(),
  compartment: OpenCompartment,
  title: Title.optional(),
})
export type NewDocument = z.infer<typeof NewDocument>

/** The same for a newer version, with the version of the document that it replaces. */
export const NewVersion = z.strictObject({ version: z.int().positive(), title: Title.optional() })
export type NewVersion = z.infer<typeof NewVersion>

export const ActOnDocument = document.Act
export type ActOnDocument = z.infer<typeof ActOnDocument>
