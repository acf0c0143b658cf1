import { z } from 'zod'
import { Audience, ChosenAudience } from '../audiences.ts'
import { freeText, OpenCompartment } from '../compartments.ts'
import { FileChange, FileType } from './files.ts'
import { DocumentKind, DocumentWithdrawalReason } from './kinds.ts'
import { document, documentWorkflow } from './record.ts'

export const DocumentStatus = z.enum(documentWorkflow.statuses)

/** One file that stood in its place; a newer one stands before it and hides nothing. */
export const DocumentVersion = z.object({
  number: z.int().positive(),
  type: FileType,
  /** Bytes, as they are kept. */
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  pages: z.int().nullable(),
  /** Whether there is a picture of it to look at on the page. */
  preview: z.boolean(),
  changes: z.array(FileChange),
  fileName: z.string(),
  /** SHA-256 of what was sent, before anything was done to it; of what is kept. */
  sentSha256: z.string(),
  sha256: z.string(),
  /** Of one's own agency. */
  authorId: z.uuid().nullable(),
  at: z.iso.datetime(),
})
export type DocumentVersion = z.infer<typeof DocumentVersion>

/** A document of a case, seen by those in its compartment; to all others it is not there. */
export const Document = z.object({
  id: z.uuid(),
  version: z.int(),
  status: DocumentStatus,
  caseId: z.uuid(),
  referralId: z.uuid().nullable(),
  kind: DocumentKind,
  audience: Audience,
  compartment: OpenCompartment,
  /** What its author calls it; null once it is withdrawn. */
  title: z.string().nullable(),
  /** Of an agency that the reader may know of on the case; of one's own, its person too. */
  agencyId: z.uuid().nullable(),
  agencyName: z.string().nullable(),
  authorId: z.uuid().nullable(),
  mine: z.boolean(),
  addedAt: z.iso.datetime(),
  /** The newest first; none once it is withdrawn. */
  versions: z.array(DocumentVersion),
  withdrawalReason: DocumentWithdrawalReason.nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  actions: z.array(z.enum(documentWorkflow.actionNames)),
})
export type Document = z.infer<typeof Document>

export const DocumentQuery = z.strictObject({ caseId: z.uuid() })
/** With the compartments behind which the reader may add one. */
export const DocumentList = z.object({ items: z.array(Document), addable: z.array(OpenCompartment) })
export type DocumentList = z.infer<typeof DocumentList>

const Title = freeText(160)

/** What goes before the file, as the form's field `document`. Without a title it is called as the file is. */
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

/** The same for a newer version: which state of the document it follows. */
export const NewVersion = z.strictObject({ version: z.int().positive(), title: Title.optional() })
export type NewVersion = z.infer<typeof NewVersion>

export const ActOnDocument = document.Act
export type ActOnDocument = z.infer<typeof ActOnDocument>
