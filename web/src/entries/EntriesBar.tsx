import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { onQuickExit } from '../session/quick-exit.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { toast } from '../ui/toast.ts'
import type { Entry } from './entry.ts'
import { isAnyWaiting, isOfCase, isSend, sendWaiting, type WaitingSend } from './outbox.ts'
import { useWaiting } from './useWaiting.ts'
import { WaitingEntry } from './WaitingEntry.tsx'

/** Milliseconds between two attempts to send while the browser reports a connection. */
const retryAfter = 10_000

/**
 * Sends the entries that wait on this device, on every page, and shows the case references of the entries that still
 * wait.
 */
export const EntriesBar = () => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const waiting = useWaiting()
  const [reading, setReading] = useState<string>()
  const announce = useRef((_: readonly Entry[]) => {})
  useEffect(() => {
    announce.current = (arrived) => {
      const count = arrived.filter(({ kind }) => kind !== 'send').length
      if (count > 0) toast(t('entries.arrived', { count }))
      for (const entry of arrived) if (entry.kind === 'send') toast(t('entries.sent', { agency: entry.body.agency }))
    }
  })
  useEffect(() => {
    const send = () => void sendWaiting(queryClient).then((arrived) => announce.current(arrived))
    send()
    addEventListener('online', send)
    const again = setInterval(send, retryAfter)
    // Quick exit deletes everything on this device, so the page first tries to send the waiting entries.
    const gone = onQuickExit(() => (isAnyWaiting() ? sendWaiting(queryClient, { keepalive: true }) : undefined))
    return () => {
      gone()
      removeEventListener('online', send)
      clearInterval(again)
    }
  }, [queryClient])
  const ofCases = waiting.filter(isOfCase)
  const read = ofCases.find(({ id }) => id === reading)
  return (
    <>
      {waiting.filter(isSend).map((entry) => (
        <SendLine key={entry.id} entry={entry} />
      ))}
      {ofCases.map(({ id, kind, reference, body, refused }) => (
        <p
          key={id}
          className="flex flex-wrap items-center justify-center gap-x-3 bg-soon-soft px-4 py-1.5 text-soon print:hidden"
        >
          {refused
            ? t('entries.bar.refused', { reference, reason: wordsFor(refused, t).title })
            : t(`entries.bar.${kind}`, { reference })}
          {refused ? (
            <Button rank="quiet" onPress={() => setReading(id)}>
              {t('entries.bar.read')}
            </Button>
          ) : (
            <TextLink to="/cases/$id" params={{ id: body.caseId }}>
              {t('entries.bar.open')}
            </TextLink>
          )}
        </p>
      ))}
      {/* Shows authors the text of their own entry even after they have lost access to the case. */}
      {read && (
        <Dialog title={read.reference} isOpen onClose={() => setReading(undefined)}>
          <WaitingEntry entry={read} />
        </Dialog>
      )}
    </>
  )
}

/**
 * A line for a referral that waits to be sent or was refused: the name of the receiver, with a link to the referral.
 */
const SendLine = ({ entry: { body, refused } }: { entry: WaitingSend }) => {
  const t = useTranslate()
  const { agency, referralId, keptId } = body
  return (
    <p className="flex flex-wrap items-center justify-center gap-x-3 bg-soon-soft px-4 py-1.5 text-soon print:hidden">
      {refused
        ? t('entries.send-refused', { agency, reason: wordsFor(refused, t).title })
        : t('entries.send-waits', { agency })}
      <TextLink
        to="/referrals/new"
        search={{ step: 'check', kept: keptId, ...(referralId ? { draft: referralId } : {}) }}
      >
        {t('entries.send-open')}
      </TextLink>
    </p>
  )
}
