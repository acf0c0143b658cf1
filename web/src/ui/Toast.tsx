import { X } from 'lucide-react'
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

interface Message {
  words: string
  undo?: () => void
}

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 })

/** Says in passing what was done. With `undo`, stays long enough to reach for it; a hovered or focused one stays. */
export const toast = (words: string, undo?: () => void): void => {
  queue.add(undo ? { words, undo } : { words }, { timeout: undo ? 10_000 : 5_000 })
}

/** Once in the shell. F6 reaches it from anywhere. */
export const ToastRegion = () => {
  const say = useSay()
  return (
    <AriaToastRegion
      queue={queue}
      aria-label={say('ui.toasts')}
      className="fixed inset-x-3 bottom-20 z-50 flex flex-col items-center gap-2 outline-none lg:bottom-6 print:hidden"
    >
      {({ toast: one }) => (
        <AriaToast
          toast={one}
          className="flex w-full max-w-form items-center gap-2 rounded-card border border-edge bg-paper py-2 pr-2 pl-4 shadow-dialog"
        >
          <ToastContent className="grow">
            <Text slot="title">{one.content.words}</Text>
          </ToastContent>
          {one.content.undo && (
            <Button
              rank="quiet"
              onPress={() => {
                one.content.undo?.()
                queue.close(one.key)
              }}
            >
              {say('ui.undo')}
            </Button>
          )}
          <IconButton icon={X} label={say('ui.close')} slot="close" />
        </AriaToast>
      )}
    </AriaToastRegion>
  )
}
