import { CircleUserRound } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { neededOffline } from '../offline-parts.ts'
import { useMe } from '../session/useSession.ts'

const loadMenu = neededOffline(() =>
  import('./PersonMenuOpen.tsx').then((found) => ({ default: found.PersonMenuOpen })),
)
const PersonMenuOpen = lazy(loadMenu)
const loadSignOutAsk = () => import('./SignOutAsk.tsx').then((found) => ({ default: found.SignOutAsk }))
const SignOutAsk = lazy(loadSignOutAsk)

/**
 * The button with the person's name, which opens the menu of the person's settings. The content of the menu is loaded
 * in advance.
 */
export const PersonMenu = () => {
  const t = useTranslate()
  const me = useMe()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [losing, setLosing] = useState(0)
  return (
    <>
      <button
        ref={button}
        type="button"
        // The accessible name begins with the visible text, so that speech input finds it (WCAG 2.2, 2.5.3).
        aria-label={t('shell.you', { name: `${me.name} ${me.agencyName}` })}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={() => setOpen(true)}
        className="inline-flex min-h-9 touch:min-h-12 max-w-64 items-center gap-2 rounded-control px-2 hover:bg-hover print:hidden"
      >
        <CircleUserRound aria-hidden size={22} strokeWidth={1.7} className="shrink-0 text-quiet" />
        <span className="hidden min-w-0 flex-col text-start leading-tight md:flex">
          <span className="truncate">{me.name}</span>{' '}
          <span className="truncate text-small text-quiet">{me.agencyName}</span>
        </span>
      </button>
      {isOpen && (
        <Suspense>
          <PersonMenuOpen anchor={button} onClose={() => setOpen(false)} onLoses={setLosing} />
        </Suspense>
      )}
      {losing > 0 && (
        <Suspense>
          <SignOutAsk count={losing} onClose={() => setLosing(0)} />
        </Suspense>
      )}
    </>
  )
}
