import { z } from 'zod'
import { NewDocument, NewVersion } from './contract.ts'
import { NewDraftFile } from './drafts.ts'
import { largestFile } from './files.ts'

/** The destination of a file: checked before its first byte, and again when it is complete. */
export const Destination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('document'), document: NewDocument }),
  z.strictObject({ kind: z.literal('version'), id: z.uuid(), document: NewVersion }),
  z.strictObject({ kind: z.literal('draft'), id: z.uuid(), document: NewDraftFile }),
])
export type Destination = z.infer<typeof Destination>

/** Identifies a file: its name and, in hex, the SHA-256 of all its bytes. */
const Fingerprint = z.strictObject({ name: z.string().max(500), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

/**
 * Begins an upload under an id chosen by the client; repeated, it returns the progress. `size` in bytes. With `file`,
 * an unfinished upload of the same file to the same destination is continued instead, whichever id is sent.
 */
export const BeginUpload = z.strictObject({
  size: z.int().min(1).max(largestFile),
  to: Destination,
  file: Fingerprint.optional(),
})
export type BeginUpload = z.infer<typeof BeginUpload>

/** The destination alone, without the description of the file. */
export const placeOf = (to: Destination): string =>
  to.kind === 'document'
    ? `case ${to.document.caseId} ${to.document.referralId ?? ''} ${to.document.compartment}`
    : to.kind === 'draft'
      ? `draft ${to.id} ${to.document.compartment}`
      : `version ${to.id}`

/** Received bytes that are sealed on disk: the next chunk begins there. */
export const Upload = z.object({ id: z.uuid(), size: z.int(), received: z.int() })
export type Upload = z.infer<typeof Upload>

/** A form whose file was uploaded before: the form field `document`, with the file's name. */
export const fromUpload = <T extends z.ZodType>(document: T) =>
  z.strictObject({ document, fileName: z.string().max(500), upload: z.uuid() })

/** Maximum bytes of one chunk, which is held in memory until it is sealed. */
export const longestChunk = 2 * 1024 * 1024
/** Maximum unfinished uploads of one person. */
export const mostUploads = 5
/** Hours for which an interrupted upload can be resumed. */
export const uploadWaits = 24
