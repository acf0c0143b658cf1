import { z } from 'zod'
import { Audience, ChosenAudience } from '../audiences.ts'
import { freeText, OpenCompartment } from '../compartments.ts'
import { noteKinds } from './record.ts'

export const NoteKind = z.enum(noteKinds)

/**
 * A note, which has an audience and a compartment; only readers who belong to both may read it. A note never changes: a
 * correction is a new note.
 */
export const Note = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  kind: NoteKind,
  audience: Audience,
  compartment: OpenCompartment,
  text: z.string(),
  /**
   * The agency of the author, if the reader may know that the agency works on the case; in the reader's own agency the
   * author is named as well.
   */
  agencyId: z.uuid().nullable(),
  agencyName: z.string().nullable(),
  authorId: z.uuid().nullable(),
  mine: z.boolean(),
  at: z.iso.datetime(),
  corrects: z.uuid().nullable(),
})
export type Note = z.infer<typeof Note>

export const NewNote = z.strictObject({
  caseId: z.uuid(),
  kind: NoteKind.default('observation'),
  /** The audience; by default the usual audience of the compartment, or without a compartment that of the author. */
  audience: ChosenAudience.optional(),
  compartment: OpenCompartment.optional(),
  text: freeText(10_000),
  corrects: z.uuid().optional(),
})
export type NewNote = z.infer<typeof NewNote>
