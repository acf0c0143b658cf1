import { useRouter } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type CSSProperties, useEffect, useSyncExternalStore } from 'react'
import { Text } from 'react-aria-components/Text'
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components/Toast'
import { useTranslate } from '../messages.ts'
import { useSession } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { hearToasts, type Message, takeToasts, waitingToasts } from '../ui/toast.ts'

/**
 * Only one toast is shown at a time: a new toast replaces the previous one, or waits if the previous one still offers
 * an undo.
 */
const queue = new ToastQueue<Message>({ maxVisibleToasts: 1 })

const drain = () => {
  if (waitingToasts().length === 0) return
  for (const message of takeToasts()) {
    for (const { key, content } of queue.visibleToasts) if (!content.undo) queue.close(key)
    queue.add(message, { timeout: message.undo ? 10_000 : 5_000 })
  }
}

/** Returns the bottom of the bar that is always visible, in pixels from the top of the window. */
const endOfBar = () => Math.round(document.getElementById('bar')?.getBoundingClientRect().bottom ?? 0)

const hearBar = (listener: () => void) => {
  const deaf = queue.subscribe(listener)
  addEventListener('scroll', listener, { passive: true })
  addEventListener('resize', listener)
  return () => {
    deaf()
    removeEventListener('scroll', listener)
    removeEventListener('resize', listener)
  }
}

const height = 54

/**
 * Adds space at the head of a page that a toast would cover. The space stays until the next page, so that no button
 * moves while the reader presses it.
 */
const makeRoom = (isFresh: boolean) => {
  const { documentElement: page } = document
  const isInTheWay = queue.visibleToasts.length > 0 && scrollY < height
  page.toggleAttribute('data-said', isInTheWay || (!isFresh && page.hasAttribute('data-said')))
}

/**
 * The region of the toasts, which F6 reaches from anywhere. On a phone, toasts are directly under the bar, because
 * buttons for the next step are below; over a dialog, they are in the gap above the dialog.
 */
export const ToastRegion = () => {
  const t = useTranslate()
  const top = useSyncExternalStore(hearBar, endOfBar)
  const router = useRouter()
  const { state } = useSession()
  useEffect(() => {
    // The toast is cleared only when the session expires: in other states another toast may have replaced the last one.
    if (state === 'expired') queue.clear()
  }, [state])
  useEffect(() => {
    const deaf = [
      queue.subscribe(() => makeRoom(false)),
      router.subscribe('onRendered', ({ pathChanged }) => pathChanged && makeRoom(true)),
      hearToasts(drain),
    ]
    drain()
    return () => {
      for (const unhear of deaf) unhear()
    }
  }, [router])
  return (
    <AriaToastRegion
      queue={queue}
      aria-label={t('ui.toasts')}
      style={{ '--bar': `${top}px` } as CSSProperties}
      // Controls beside a toast stay clickable through the region.
      className="pointer-events-none fixed inset-x-3 z-50 flex flex-col items-center outline-none max-md:top-[calc(var(--bar)+4px)] max-md:[body:has([role=dialog])_&]:top-1 md:bottom-6 print:hidden"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className="pointer-events-auto flex w-full max-w-form items-center gap-2 rounded-card border border-edge bg-paper ps-4 shadow-dialog md:py-1 md:pe-1"
        >
          <ToastContent className="grow">
            <Text slot="title">{toast.content.words}</Text>
          </ToastContent>
          {toast.content.undo && (
            <Button
              rank="quiet"
              onPress={() => {
                toast.content.undo?.()
                queue.close(toast.key)
              }}
            >
              {t('ui.undo')}
            </Button>
          )}
          <IconButton icon={X} label={t('ui.close')} onPress={() => queue.close(toast.key)} />
        </AriaToast>
      )}
    </AriaToastRegion>
  )
}
