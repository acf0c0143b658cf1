import './page-messages.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useSay } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { onQuickExit } from '../session/quick-exit.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { toast } from '../ui/toast.ts'
import { isAnyWaiting, sendWaiting } from './outbox.ts'
import { useWaiting } from './useWaiting.ts'
import { WaitingEntry } from './WaitingEntry.tsx'

/** Milliseconds between two tries, while the browser thinks that there is a line. */
const retryAfter = 10_000

/** Sends what waits on this device wherever somebody is, and says what still waits, by the code of its case alone. */
export const EntriesBar = () => {
  const say = useSay()
  const queryClient = useQueryClient()
  const waiting = useWaiting()
  const [reading, setReading] = useState<string>()
  const tell = useRef((_: number) => {})
  useEffect(() => {
    tell.current = (count) => toast(say('entries.arrived', { count }))
  })
  useEffect(() => {
    const send = () => void sendWaiting(queryClient).then((count) => count > 0 && tell.current(count))
    send()
    addEventListener('online', send)
    const again = setInterval(send, retryAfter)
    // Once the page is left, nothing of it lies here any more: what there is a line for goes out before.
    const gone = onQuickExit(() => (isAnyWaiting() ? sendWaiting(queryClient, { keepalive: true }) : undefined))
    return () => {
      gone()
      removeEventListener('online', send)
      clearInterval(again)
    }
  }, [queryClient])
  const read = waiting.find(({ id }) => id === reading)
  return (
    <>
      {waiting.map(({ id, kind, reference, body, refused }) => (
        <p
          key={id}
          className="flex flex-wrap items-center justify-center gap-x-3 bg-soon-soft px-4 py-1.5 text-soon print:hidden"
        >
          {refused
            ? say('entries.bar.refused', { reference, reason: wordsFor(refused, say).title })
            : say(`entries.bar.${kind}`, { reference })}
          {refused ? (
            <Button rank="quiet" onPress={() => setReading(id)}>
              {say('entries.bar.read')}
            </Button>
          ) : (
            <TextLink to="/cases/$id" params={{ id: body.caseId }}>
              {say('entries.bar.open')}
            </TextLink>
          )}
        </p>
      ))}
      {/* Its case may be one that the writer sees no longer: the words are theirs all the same. */}
      {read && (
        <Dialog title={read.reference} isOpen onClose={() => setReading(undefined)}>
          <WaitingEntry entry={read} />
        </Dialog>
      )}
    </>
  )
}
