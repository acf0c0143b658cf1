import { z } from 'zod'
import { Audience, ChosenAudience } from '../audiences.ts'
import { freeText, OpenCompartment } from '../compartments.ts'
import { FileChange, FileType } from './files.ts'
import { DocumentKind, DocumentWithdrawalReason } from './kinds.ts'
import { document, documentWorkflow } from './record.ts'

export const DocumentStatus = z.enum(documentWorkflow.statuses)

/** One version of a file. Newer versions are listed first, and all versions can be read. */
export const DocumentVersion = z.object({
  number: z.int().positive(),
  type: FileType,
  /** The size of the stored file in bytes. */
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  pages: z.int().nullable(),
  /** Whether the file has a preview picture. */
  preview: z.boolean(),
  changes: z.array(FileChange),
  fileName: z.string(),
  /** The SHA-256 of the file as the client sent it (`sentSha256`) and as it is stored (`sha256`). */
  sentSha256: z.string(),
  sha256: z.string(),
  /** The author, if a member of the reader's own agency; null for members of other agencies. */
  authorId: z.uuid().nullable(),
  at: z.iso.datetime(),
})
export type DocumentVersion = z.infer<typeof DocumentVersion>

/** A document of a case, for readers of its compartment. Other readers are not shown that the document exists. */
export const Document = z.object({
  id: z.uuid(),
  version: z.int(),
  status: DocumentStatus,
  caseId: z.uuid(),
  referralId: z.uuid().nullable(),
  kind: DocumentKind,
  audience: Audience,
  compartment: OpenCompartment,
  /** The title that the author gave; null after the document was withdrawn. */
  title: z.string().nullable(),
  /**
   * The agency of the author, if the reader may know that the agency works on the case; in the reader's own agency the
   * author is named as well.
   */
  agencyId: z.uuid().nullable(),
  agencyName: z.string().nullable(),
  authorId: z.uuid().nullable(),
  mine: z.boolean(),
  addedAt: z.iso.datetime(),
  /** The versions of the file, newest first; empty after the document was withdrawn. */
  versions: z.array(DocumentVersion),
  withdrawalReason: DocumentWithdrawalReason.nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  actions: z.array(z.enum(documentWorkflow.actionNames)),
})
export type Document = z.infer<typeof Document>

export const DocumentQuery = z.strictObject({ caseId: z.uuid() })
/** The documents of a case. `addable`: the compartments in which the reader may add a document. */
export const DocumentList = z.object({ items: z.array(Document), addable: z.array(OpenCompartment) })
export type DocumentList = z.infer<typeof DocumentList>

const Title = freeText(160)

/**
 * The content of the multipart field `document`, which the client sends ahead of the file. Without a title, the name of
 * the file becomes the title.
 */
export const NewDocument = z.strictObject({
  caseId: z.uuid(),
  referralId: z.uuid().optional(),
  kind: DocumentKind,
  /**
   * The audience; by default the one that is proposed for the kind of the document, otherwise that of its compartment.
   */
  audience: ChosenAudience.optional(),
  compartment: OpenCompartment,
  title: Title.optional(),
})
export type NewDocument = z.infer<typeof NewDocument>

/**
 * The content of the multipart field `document` for a newer file. `version` is the version of the document that the
 * client read.
 */
export const NewVersion = z.strictObject({ version: z.int().positive(), title: Title.optional() })
export type NewVersion = z.infer<typeof NewVersion>

export const ActOnDocument = document.Act
export type ActOnDocument = z.infer<typeof ActOnDocument>
