import type { Form } from '@palermo/shared/forms/contract.ts'
import { Draft } from '@palermo/shared/referrals/drafts.ts'
import { api } from '../api.ts'
import { DraftKeeper } from './draft-keeper.ts'
import type { KeptDraft } from './kept.ts'

/** Sends what lies on this device, without a page. False where it has to wait: no connection, or a person must choose. */
export const sendKept = async (kept: KeptDraft, form: Form, today: string): Promise<boolean> => {
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
    await keeper.flush()
    return true
  } catch {
    return false
  } finally {
    keeper.stop()
  }
}
