import { Answers } from '@palermo/shared/forms/answers.ts'
import { NewReferral } from '@palermo/shared/referrals/drafts.ts'
import { z } from 'zod'
import { openDrawer } from '../session/sealed.ts'

/** Typed answers that have not reached the server, with the data needed to send these answers exactly once. */
export const KeptDraft = z.object({
  id: z.uuid(),
  formId: z.string(),
  formVersion: z.int(),
  caseId: z.uuid().optional(),
  receiver: z.uuid().optional(),
  answers: Answers,
  unsent: z.int(),
  /** The state of the draft on the server on which the typed answers are based, if known. */
  over: z.object({ referralId: z.uuid(), at: z.iso.datetime(), answers: Answers }).optional(),
  /**
   * The request that creates the draft and was sent but not answered: repeated with the same key, it creates the same
   * draft.
   */
  beginning: z.object({ body: NewReferral, key: z.uuid() }).optional(),
  /** Hashes of saves that were sent but not answered: if the server's state matches a hash, that save has arrived. */
  attempts: z.array(z.string()),
})
export type KeptDraft = z.infer<typeof KeptDraft>

export const keptDrafts = openDrawer('draft', (thing) => KeptDraft.parse(thing))
