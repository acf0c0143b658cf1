import { z } from 'zod'
import { NewDocument, NewVersion } from './contract.ts'
import { NewDraftFile } from './drafts.ts'
import { largestFile } from './files.ts'

/** Where a file is added. The right to add it is checked before its first byte and again when the file is complete. */
export const Destination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('document'), document: NewDocument }),
  z.strictObject({ kind: z.literal('version'), id: z.uuid(), document: NewVersion }),
  z.strictObject({ kind: z.literal('draft'), id: z.uuid(), document: NewDraftFile }),
])
export type Destination = z.infer<typeof Destination>

/** What identifies a file: its name and the SHA-256 of all its bytes in hex. */
const Fingerprint = z.strictObject({ name: z.string().max(500), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

/**
 * Begins an upload under an id that the client chooses; the same request again returns the progress. `size` is in
 * bytes. With `file`, an unfinished upload of the same file to the same destination is continued instead, whatever id
 * is sent.
 */
export const BeginUpload = z.strictObject({
  size: z.int().min(1).max(largestFile),
  to: Destination,
  file: Fingerprint.optional(),
})
export type BeginUpload = z.infer<typeof BeginUpload>

/** Returns the destination as text, without the description of the file. */
export const placeOf = (to: Destination): string =>
  to.kind === 'document'
    ? `case ${to.document.caseId} ${to.document.referralId ?? ''} ${to.document.compartment}`
    : to.kind === 'draft'
      ? `draft ${to.id} ${to.document.compartment}`
      : `version ${to.id}`

/**
 * The progress of an upload. `received`: the number of bytes that are already sealed on disk; the next chunk begins
 * after these bytes.
 */
export const Upload = z.object({ id: z.uuid(), size: z.int(), received: z.int() })
export type Upload = z.infer<typeof Upload>

/** The content of the multipart field `document` for a file that was uploaded before, with the name of the file. */
export const fromUpload = <T extends z.ZodType>(document: T) =>
  z.strictObject({ document, fileName: z.string().max(500), upload: z.uuid() })

/** Maximum size of one chunk in bytes. A chunk is held in memory until it is sealed. */
export const longestChunk = 2 * 1024 * 1024
/** Maximum number of unfinished uploads of one person. */
export const mostUploads = 5
/** The number of hours for which an interrupted upload can be resumed. */
export const uploadWaits = 24
