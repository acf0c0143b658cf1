import { X } from 'lucide-react'
import { useEffect } from 'react'
import { Text } from 'react-aria-components/Text'
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components/Toast'
import { useSay } from '../messages.ts'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import { hearToasts, type Message, takeToasts, waitingToasts } from './toast.ts'

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 })

const drain = () => {
  if (waitingToasts().length === 0) return
  for (const message of takeToasts()) queue.add(message, { timeout: message.undo ? 10_000 : 5_000 })
}

/** F6 reaches it from anywhere. */
export const ToastRegion = () => {
  const say = useSay()
  useEffect(() => {
    drain()
    return hearToasts(drain)
  }, [])
  return (
    <AriaToastRegion
      queue={queue}
      aria-label={say('ui.toasts')}
      // What stands beside a message is still pressed through the region.
      className="pointer-events-none fixed inset-x-3 bottom-20 z-50 flex flex-col items-center gap-2 outline-none lg:bottom-6 print:hidden"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className="pointer-events-auto flex w-full max-w-form items-center gap-2 rounded-card border border-edge bg-paper py-2 pe-2 ps-4 shadow-dialog"
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
              {say('ui.undo')}
            </Button>
          )}
          <IconButton icon={X} label={say('ui.close')} onPress={() => queue.close(toast.key)} />
        </AriaToast>
      )}
    </AriaToastRegion>
  )
}
