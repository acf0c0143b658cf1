import { z } from 'zod'
import { freeText, OpenCompartment } from '../compartments.ts'
import { FileChange, FileType } from './files.ts'
import { DocumentKind } from './kinds.ts'

/** A file of a draft referral, shown only to the author of the draft. */
export const DraftFile = z.object({
  id: z.uuid(),
  kind: DocumentKind,
  compartment: OpenCompartment,
  title: z.string(),
  fileName: z.string(),
  type: FileType,
  size: z.int(),
  changes: z.array(FileChange),
  at: z.iso.datetime(),
})
export type DraftFile = z.infer<typeof DraftFile>

/** The files of a draft. `compartments`: the compartments in which the author may add a file. */
export const DraftFiles = z.object({ items: z.array(DraftFile), compartments: z.array(OpenCompartment) })
export type DraftFiles = z.infer<typeof DraftFiles>

/**
 * The content of the multipart field `document`, which the client sends ahead of the file. Without a title, the name of
 * the file becomes the title.
 */
export const NewDraftFile = z.strictObject({
  kind: DocumentKind,
  compartment: OpenCompartment,
  title: freeText(160).optional(),
})
export type NewDraftFile = z.infer<typeof NewDraftFile>

export const mostDraftFiles = 20
