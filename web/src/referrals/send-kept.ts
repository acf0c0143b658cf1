import type { Form } from '@palermo/shared/forms/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { Draft } from '@palermo/shared/referrals/drafts.ts'
import { api } from '../api.ts'
import { DraftKeeper } from './draft-keeper.ts'
import type { KeptDraft } from './kept.ts'

/**
 * Saves changes stored on this device, without a page that shows the draft. Throws the error that prevented the save.
 */
export const saveKept = async (kept: KeptDraft, form: Form, today: string): Promise<Referral> => {
  const begun = kept.over && (await api(Draft, `/referrals/${kept.over.referralId}/draft`))
  const keeper = new DraftKeeper({
    form,
    today,
    kept,
    answers: begun?.answers ?? {},
    referral: begun?.referral,
    caseId: kept.caseId,
    onCreated: () => undefined,
    onKept: () => undefined,
  })
  keeper.start()
  try {
    return await keeper.flush()
  } finally {
    keeper.stop()
  }
}

/** Saves stored changes; false if that must wait, because there is no connection or a person must decide. */
export const sendKept = (kept: KeptDraft, form: Form, today: string): Promise<boolean> =>
  saveKept(kept, form, today).then(
    () => true,
    () => false,
  )
