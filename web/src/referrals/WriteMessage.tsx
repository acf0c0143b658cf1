import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { type NewMessage, OnMyWay, ReferralMessage } from '@palermo/shared/referrals/messages.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Navigation } from 'lucide-react'
import { useState } from 'react'
import { ActForm } from '../acts/ActForm.tsx'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { api, submissionKeys } from '../api.ts'
import { serverNow } from '../http.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { toast } from '../ui/toast.ts'
import { useLeaveWarning } from '../ui/useLeaveWarning.ts'
import { referralQuery } from './queries.ts'

export const messageForm = 'write-message'

/**
 * Writes a message to the other agency, or states the time of arrival. The input stays until the message has been sent.
 */
export const WriteMessage = ({ referral, to }: { referral: Referral; to: string }) => {
  const t = useTranslate()
  const [text, setText] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const [arriving, setArriving] = useState(false)
  const message = useWrite(referral, () => setText(''))
  useLeaveWarning(text.trim() !== '')
  const submit = () => {
    setEmpty(text.trim() === '')
    if (text.trim() !== '') message.mutate({ kind: 'message', text })
  }
  return (
    // Not a form element: pages are not reloaded while a form is open, but new messages must appear while the reader
    // writes.
    <div id={messageForm} className="flex flex-col gap-3 print:hidden">
      <ActTrouble error={message.error} onReload={message.reload} />
      <TextArea
        label={t('referrals.message.label', { agency: to })}
        readers={t('referrals.message.readers')}
        rows={2}
        maxLength={2000}
        error={fieldErrors(message.error, t).text ?? (isEmpty && text.trim() === '' ? t('acts.needed') : undefined)}
        value={text}
        onChange={setText}
      />
      <div className="flex flex-wrap gap-2">
        <Button isPending={message.isPending} onPress={submit}>
          {t('referrals.message.send')}
        </Button>
        <Button rank="quiet" icon={Navigation} onPress={() => setArriving(true)}>
          {t('referrals.on-my-way.verb')}
        </Button>
      </div>
      {arriving && <OnMyWayDialog referral={referral} to={to} onClose={() => setArriving(false)} />}
    </div>
  )
}

const halfAnHour = 30 * 60_000

const OnMyWayDialog = ({ referral, to, onClose }: { referral: Referral; to: string; onClose: () => void }) => {
  const t = useTranslate()
  const [soon] = useState(() => new Date(serverNow() + halfAnHour).toISOString())
  const arrival = useWrite(referral, onClose)
  return (
    <Dialog
      title={t('referrals.on-my-way.verb')}
      lead={t('referrals.on-my-way.lead', { agency: to })}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={OnMyWay}
        fields={[
          { kind: 'moment', name: 'arrivesAt' },
          { kind: 'line', name: 'text' },
        ]}
        words="referrals.on-my-way"
        readers={t('referrals.message.readers')}
        initial={{ arrivesAt: soon }}
        error={arrival.error}
        isPending={arrival.isPending}
        onSubmit={(input) => arrival.mutate({ ...OnMyWay.parse(input), kind: 'on-my-way' })}
        onCancel={onClose}
        onReload={arrival.reload}
      />
    </Dialog>
  )
}

const useWrite = ({ id }: Referral, done: () => void) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const [keyFor, renewKeys] = useState(submissionKeys)
  const read = () => queryClient.invalidateQueries({ queryKey: referralQuery(id).queryKey })
  const write = useMutation({
    mutationFn: (body: NewMessage) =>
      api(ReferralMessage, `/referrals/${id}/messages`, { method: 'POST', body, key: keyFor(body) }),
    onSuccess: async () => {
      // The next message gets a new idempotency key, because the same text may be sent again on purpose.
      renewKeys(submissionKeys)
      await read()
      toast(t('referrals.message.sent'))
      done()
    },
  })
  const reload = () => {
    write.reset()
    void read()
  }
  return { ...write, reload }
}
