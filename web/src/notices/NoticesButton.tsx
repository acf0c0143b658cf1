import { Bell } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { useUnread } from './useUnread.ts'

const loadLatest = () => import('./LatestNotices.tsx').then((found) => ({ default: found.LatestNotices }))
const LatestNotices = lazy(loadLatest)

const most = 99

/**
 * A button that shows the number of unread notifications, which the live stream keeps up to date; pressing the button
 * shows the latest notifications.
 */
export const NoticesButton = () => {
  const t = useTranslate()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const unread = useUnread()
  return (
    <>
      <button
        ref={button}
        type="button"
        // The accessible name contains the visible text, so that speech input finds it (WCAG 2.2, 2.5.3).
        aria-label={unread > most ? t('notices.button-many', { most }) : t('notices.button', { unread })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={() => void loadLatest()}
        onFocus={() => void loadLatest()}
        onClick={() => setOpen(true)}
        className="relative inline-flex size-9 touch:size-12 shrink-0 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink print:hidden"
      >
        <Bell aria-hidden size={20} strokeWidth={1.9} />
        {unread > 0 && (
          <span
            aria-hidden="true"
            className="figures absolute top-0 end-0 min-w-4.5 rounded-full bg-accent px-1 text-center text-small leading-tight font-strong text-on-accent"
          >
            {unread > most ? `${most}+` : unread}
          </span>
        )}
      </button>
      <span role="status" className="sr-only">
        {unread > 0 ? t('notices.button', { unread }) : ''}
      </span>
      {isOpen && (
        <Suspense>
          <LatestNotices anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
