import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { SendEntry, Sending } from '../entries/entry.ts'
import {
  dropEntry,
  holdEntry,
  isLost,
  isSend,
  keepEntry,
  sendWaiting,
  slowLine,
  type WaitingSend,
} from '../entries/outbox.ts'
import { useWaiting } from '../entries/useWaiting.ts'
import { useTranslate } from '../messages.ts'
import { isProblem } from '../problem.ts'
import { holdKept } from '../session/kept-locks.ts'
import { toast } from '../ui/toast.ts'
import { fingerprintOf } from './draft-attempts.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import type { DraftState } from './draft-state.ts'
import { sendDraft } from './send-referral.ts'

export interface SendInput {
  agency: string
  phone: Sending['phone']
}

/**
 * Sends the draft and returns the referral. If no answer comes or the session has ended, the request to send waits in
 * this browser, and `kept` is returned. Throws the server's refusal.
 */
const handInSend = async (
  queryClient: QueryClient,
  keeper: DraftKeeper,
  { agency, phone }: SendInput,
): Promise<Referral | 'kept'> => {
  const mark = await fingerprintOf(keeper.signature())
  const body: Sending = { keptId: keeper.id, agency, mark, ...(phone ? { phone } : {}) }
  let entry: SendEntry = { id: crypto.randomUUID(), kind: 'send', body }
  const letGo = holdKept(entry.id)
  const slow = setTimeout(() => void keepEntry(entry), slowLine)
  try {
    const draft = await keeper.flush()
    entry = { ...entry, body: { ...body, referralId: draft.id } }
    const sent = await sendDraft(queryClient, draft, phone)
    dropEntry(entry.id)
    return sent
  } catch (error) {
    const { referral } = keeper.read()
    if (
      isLost(error) &&
      (await keepEntry({ ...entry, body: { ...entry.body, ...(referral ? { referralId: referral.id } : {}) } }))
    )
      return 'kept'
    if (isProblem(error, 'not-signed-in')) {
      holdEntry(entry)
      return 'kept'
    }
    dropEntry(entry.id)
    throw error
  } finally {
    clearTimeout(slow)
    void letGo()
  }
}

/**
 * Returns the state of sending this page's draft (requested, waiting for a connection or refused) and the functions to
 * send and to cancel. When the draft has been sent, the referral's page opens.
 */
export const useSending = (keeper: DraftKeeper, draft: DraftState) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const referralId = draft.referral?.id
  const entry = useWaiting()
    .filter(isSend)
    .find(({ body }) => body.keptId === keeper.id || (referralId !== undefined && body.referralId === referralId))
  const send = useMutation({
    mutationFn: async (input: SendInput) => {
      if (entry) dropEntry(entry.id)
      return handInSend(queryClient, keeper, input)
    },
    onSuccess: (sent, { agency, phone }) => {
      if (sent === 'kept') return
      const isWordLost = phone !== undefined && sent.actions.includes('record-phone-acceptance')
      toast(isWordLost ? t('drafts.phone-not-kept') : t('drafts.sent', { agency: sent.to?.name ?? agency }))
      void navigate({ to: '/referrals/$id', params: { id: sent.id }, replace: true })
    },
  })
  const waiting = entry && !entry.refused && !send.isPending ? entry : undefined
  const cancel = () => {
    if (!entry) return
    wasWaiting.current = undefined
    dropEntry(entry.id)
    toast(t('drafts.waiting.cancelled'))
  }
  const wasWaiting = useRef<WaitingSend>(undefined)
  useEffect(() => {
    const before = wasWaiting.current
    wasWaiting.current = waiting
    // Another page has sent the waiting entry, so this page goes to the referral.
    if (before && !entry && !send.isPending && referralId)
      void navigate({ to: '/referrals/$id', params: { id: referralId }, replace: true })
  }, [waiting, entry, send.isPending, referralId, navigate])
  const isSaved = draft.saving === 'saved'
  useEffect(() => {
    if (!waiting || !referralId || !isSaved) return
    // The draft has just reached the server, so the waiting entry can be sent now.
    const known = { ...waiting, body: { ...waiting.body, referralId } }
    const first = waiting.body.referralId ? Promise.resolve(true) : keepEntry(known)
    void first.then(() => sendWaiting(queryClient))
  }, [waiting, referralId, isSaved, queryClient])
  const { other } = draft
  useEffect(() => {
    // Another device changed the draft, so the person must check the draft before it is sent.
    if (other && waiting) {
      wasWaiting.current = undefined
      dropEntry(waiting.id)
    }
  }, [other, waiting])
  return { waiting, cancel, send, error: send.error ?? entry?.refused }
}
