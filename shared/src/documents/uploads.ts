import { z } from 'zod'
import { NewDocument, NewVersion } from './contract.ts'
import { NewDraftFile } from './drafts.ts'
import { largestFile } from './files.ts'

/** Where a file is going: asked before its first byte, and once more when all of them are there. */
export const Destination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('document'), document: NewDocument }),
  z.strictObject({ kind: z.literal('version'), id: z.uuid(), document: NewVersion }),
  z.strictObject({ kind: z.literal('draft'), id: z.uuid(), document: NewDraftFile }),
])
export type Destination = z.infer<typeof Destination>

/** What tells one file from another: its name and, in hex, the SHA-256 of all its bytes. */
const Fingerprint = z.strictObject({ name: z.string().max(500), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

/**
 * Begins an upload under an id of one's own making; said again, it tells how far it has come. `size` in bytes. With `file`,
 * the very same file that was on its way to the same place goes on instead, whichever id is said now.
 */
export const BeginUpload = z.strictObject({
  size: z.int().min(1).max(largestFile),
  to: Destination,
  file: Fingerprint.optional(),
})
export type BeginUpload = z.infer<typeof BeginUpload>

/** The place itself, without what is said of the file there. */
export const placeOf = (to: Destination): string =>
  to.kind === 'document'
    ? `case ${to.document.caseId} ${to.document.referralId ?? ''} ${to.document.compartment}`
    : to.kind === 'draft'
      ? `draft ${to.id} ${to.document.compartment}`
      : `version ${to.id}`

/** How much of a file has come and lies sealed on the disk, in bytes: the next chunk begins there. */
export const Upload = z.object({ id: z.uuid(), size: z.int(), received: z.int() })
export type Upload = z.infer<typeof Upload>

/** The file of a form, where its bytes came before: what the form says as `document`, with the name that the file has. */
export const fromUpload = <T extends z.ZodType>(document: T) =>
  z.strictObject({ document, fileName: z.string().max(500), upload: z.uuid() })

/** The most bytes of one chunk: it is held in memory until it is sealed. */
export const longestChunk = 2 * 1024 * 1024
/** How many files one person may have on their way, or left lying half sent. */
export const mostUploads = 5
/** Hours for which an interrupted upload can be resumed. */
export const uploadWaits = 24
