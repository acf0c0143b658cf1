import { Answers } from '@palermo/shared/forms/answers.ts'
import { NewReferral } from '@palermo/shared/referrals/drafts.ts'
import { z } from 'zod'
import { openDrawer } from '../session/sealed.ts'

/** Typed answers that have not reached the server, with the data needed to send them exactly once. */
export const KeptDraft = z.object({
  id: z.uuid(),
  formId: z.string(),
  formVersion: z.int(),
  caseId: z.uuid().optional(),
  receiver: z.uuid().optional(),
  answers: Answers,
  unsent: z.int(),
  /** The draft on the server on which this is based, if known. */
  over: z.object({ referralId: z.uuid(), at: z.iso.datetime(), answers: Answers }).optional(),
  /** A creation sent without an answer: repeated with its key, it creates the same draft. */
  beginning: z.object({ body: NewReferral, key: z.uuid() }).optional(),
  /** Saves sent without an answer; if one arrived, the server has it from this page. */
  attempts: z.array(z.string()),
})
export type KeptDraft = z.infer<typeof KeptDraft>

export const keptDrafts = openDrawer('draft', (thing) => KeptDraft.parse(thing))
