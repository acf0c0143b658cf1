import { FileChange, type FileRefusal, FileType, fileRefusals } from '@palermo/shared/documents/files.ts'
import { z } from 'zod'

/**
 * The verdict of an inspection. The stored output begins with the preview, whose WebP data has `previewSize` bytes (0
 * means no preview).
 */
export const Verdict = z.discriminatedUnion('kept', [
  z.strictObject({
    kept: z.literal(true),
    type: FileType,
    previewSize: z.int().min(0),
    width: z.int().nullable(),
    height: z.int().nullable(),
    pages: z.int().nullable(),
    changes: z.array(FileChange),
  }),
  z.strictObject({ kept: z.literal(false), why: z.enum(Object.keys(fileRefusals) as [FileRefusal, ...FileRefusal[]]) }),
])
export type Verdict = z.infer<typeof Verdict>

/** The rebuilt file, and what the inspection found out about it. */
export interface Inspected {
  bytes: Uint8Array
  preview?: Uint8Array
  width?: number
  height?: number
  pages?: number
  changes: FileChange[]
}

/** Thrown when a file cannot be stored. */
export class Refused extends Error {
  readonly why: FileRefusal
  constructor(why: FileRefusal, options?: ErrorOptions) {
    super(why, options)
    this.why = why
  }
}
