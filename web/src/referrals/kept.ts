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
  /** The draft on the server that this was written over, as far as one is known. */
  over: z.object({ referralId: z.uuid(), at: z.iso.datetime(), answers: Answers }).optional(),
  /** The creation that was sent and not answered: sent again with its key, it makes the same draft. */
  beginning: z.object({ body: NewReferral, key: z.uuid() }).optional(),
  /** Sent without an answer; if it did arrive, the server has it from this page. */
  attempts: z.array(z.string()),
})
export type KeptDraft = z.infer<typeof KeptDraft>

export const keptDrafts = openDrawer('draft', (thing) => KeptDraft.parse(thing))
