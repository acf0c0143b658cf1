import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect } from 'react'
import { showOverlay, useOverlay } from '../keys/overlay.ts'
import { useKeys } from '../keys/useKeys.ts'
import { useTranslate } from '../messages.ts'

const loadPalette = () => import('./Palette.tsx').then((found) => ({ default: found.Palette }))
const Palette = lazy(loadPalette)
const KeysDialog = lazy(() => import('../keys/KeysDialog.tsx').then((found) => ({ default: found.KeysDialog })))
const TonightDialog = lazy(() =>
  import('../agencies/TonightDialog.tsx').then((found) => ({ default: found.TonightDialog })),
)

/**
 * The button in the header that opens the command palette; on every page Ctrl-K (or ⌘K) opens the palette too. The code
 * of the palette is loaded in advance.
 */
export const Commands = () => {
  const t = useTranslate()
  const shown = useOverlay()
  useKeys()
  useCtrlK()
  useEffect(() => close, [])
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K"
        aria-haspopup="dialog"
        title={t('commands.title')}
        onPointerEnter={() => void loadPalette()}
        onFocus={() => void loadPalette()}
        onClick={() => showOverlay('palette')}
        className="inline-flex min-h-9 min-w-9 touch:min-h-12 touch:min-w-10 items-center justify-center gap-2 rounded-control text-quiet hover:bg-hover hover:text-ink sm:border sm:border-line sm:px-3"
      >
        <Search aria-hidden size={19} strokeWidth={1.9} className="shrink-0" />
        <span className="max-sm:sr-only">{t('commands.button')}</span>
        <span aria-hidden="true" className="hidden rounded-control border border-line px-1.5 text-small lg:inline">
          {t('commands.shortcut')}
        </span>
      </button>
      <Suspense>
        {shown === 'palette' && <Palette onClose={close} />}
        {shown === 'keys' && <KeysDialog onClose={close} />}
        {shown === 'tonight' && <TonightDialog onClose={close} />}
      </Suspense>
    </>
  )
}

const close = () => showOverlay(undefined)

const useCtrlK = () =>
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      // With Caps Lock the key is reported as "K".
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      // Only one dialog may be open at a time, so the shortcut does nothing while another dialog is open.
      if (document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      showOverlay('palette')
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
