import type { Sender } from '../entries/outbox.ts'
import { sendReferral } from './send-referral.ts'

export const sender: Sender<'send'> = {
  kind: 'send',
  send: (queryClient, entry, { keep }) =>
    sendReferral(queryClient, entry.body, (referralId) => keep({ ...entry, body: { ...entry.body, referralId } })),
}
