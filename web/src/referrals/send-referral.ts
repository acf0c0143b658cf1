import { Referral } from '@palermo/shared/referrals/contract.ts'
import { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { QueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import type { Sending } from '../entries/entry.ts'
import { formQuery } from '../forms/queries.ts'
import { Refused, Unreachable } from '../problem.ts'
import { withKept } from '../session/kept-locks.ts'
import { readSession } from '../session/session.ts'
import { todayIn } from '../ui/when.ts'
import { fingerprintOf } from './draft-attempts.ts'
import { signatureOf } from './draft-differences.ts'
import { keptDrafts } from './kept.ts'
import { actOnReferral } from './queries.ts'
import { saveKept } from './send-kept.ts'

type PhoneWord = Sending['phone']

/** Sends a saved draft and records an acceptance by telephone, if there was one; returns the referral. */
export const sendDraft = async (
  queryClient: QueryClient,
  { id, version }: Pick<Referral, 'id' | 'version'>,
  phone: PhoneWord,
): Promise<Referral> =>
  recordWord(queryClient, await actOnReferral(queryClient, id, { action: 'send', version }), phone)

/**
 * Records the acceptance by telephone of a sent referral. If the server refuses the acceptance, the referral stays
 * sent, and its page offers the form for the acceptance again.
 */
const recordWord = async (queryClient: QueryClient, sent: Referral, phone: PhoneWord): Promise<Referral> => {
  if (!phone || !sent.actions.includes('record-phone-acceptance')) return sent
  const word = { ...phone, action: 'record-phone-acceptance' as const, version: sent.version }
  return actOnReferral(queryClient, sent.id, word).catch((error: unknown) => {
    if (error instanceof Refused) return sent
    throw error
  })
}

/**
 * Sends a draft while no page shows it, because "Send" was pressed and no answer came. The changes stored on this
 * device are saved first; a referral that is no longer a draft was sent by an earlier request. Throws Unreachable if
 * sending must wait, and Refused if the server refuses or the draft has changed.
 * @param begun called with the draft's id as soon as it is known
 */
export const sendReferral = async (
  queryClient: QueryClient,
  sending: Sending,
  begun: (referralId: string) => Promise<unknown>,
): Promise<Referral> => {
  const saved = await saveRest(queryClient, sending)
  const id = saved?.id ?? sending.referralId
  if (id === undefined) throw new Refused({ type: '/problems/not-found', title: 'The draft is gone', status: 404 })
  if (id !== sending.referralId) await begun(id)
  const now = await api(Referral, `/referrals/${id}`)
  if (now.status !== 'draft') return recordWord(queryClient, now, sending.phone)
  const { answers, referral } = await api(Draft, `/referrals/${id}/draft`)
  if ((await fingerprintOf(signatureOf(answers, referral.to?.id))) !== sending.mark)
    throw new Refused({ type: '/problems/changed-meanwhile', title: 'The draft has changed', status: 409 })
  return sendDraft(queryClient, now, sending.phone)
}

/**
 * Saves the draft's changes that are stored on this device and returns the referral; undefined if there are none or no
 * person is signed in.
 */
const saveRest = async (queryClient: QueryClient, { keptId, referralId }: Sending): Promise<Referral | undefined> => {
  const kept = (await keptDrafts.read()).find(
    ({ id, over }) => id === keptId || (referralId !== undefined && over?.referralId === referralId),
  )
  const session = readSession()
  if (!kept || !('actor' in session)) return undefined
  const { form } = await queryClient.ensureQueryData(formQuery(kept.formId, kept.formVersion))
  const saved = await withKept(kept.id, () => saveKept(kept, form, todayIn(session.actor.zone)))
  // Another open page holds the draft and saves it, so sending must wait.
  if (!saved) throw new Unreachable('slow')
  return saved
}
