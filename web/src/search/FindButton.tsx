import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useSay } from '../messages.ts'

const Finder = lazy(() => import('./Finder.tsx').then((found) => ({ default: found.Finder })))

/** In the shell's header; Ctrl-K (or ⌘K) from anywhere. */
export const FindButton = () => {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      // With Caps Lock on it is a K.
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      // One dialog at a time: what stands open is finished first.
      if (document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K"
        aria-haspopup="dialog"
        title={say('search.title')}
        onClick={() => setOpen(true)}
        className="inline-flex min-h-9 min-w-9 touch:min-h-12 touch:min-w-10 items-center justify-center gap-2 rounded-control text-quiet hover:bg-hover hover:text-ink sm:border sm:border-line sm:px-3"
      >
        <Search aria-hidden size={19} strokeWidth={1.9} className="shrink-0" />
        <span className="max-sm:sr-only">{say('search.button')}</span>
        <span aria-hidden="true" className="hidden rounded-control border border-line px-1.5 text-small lg:inline">
          {say('search.keys')}
        </span>
      </button>
      {isOpen && (
        <Suspense>
          <Finder onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
