import type { Form } from '@palermo/shared/forms/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { Draft } from '@palermo/shared/referrals/drafts.ts'
import { api } from '../api.ts'
import { DraftKeeper } from './draft-keeper.ts'
import type { KeptDraft } from './kept.ts'

/**
 * Saves the changes of a draft that are stored on this device, while no page shows the draft, and returns the referral.
 * Throws the error that prevented the save.
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

/**
 * Saves stored changes and returns true; returns false if that failed, because there is no connection or a person must
 * decide.
 */
export const sendKept = (kept: KeptDraft, form: Form, today: string): Promise<boolean> =>
  saveKept(kept, form, today).then(
    () => true,
    () => false,
  )
