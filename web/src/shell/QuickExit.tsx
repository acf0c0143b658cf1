import { DoorOpen } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslate } from '../messages.ts'
import { hearEscape, quickExit } from '../session/quick-exit.ts'

/**
 * The button for quick exit, always in the same corner. A plain HTML button, so that it works before other scripts have
 * loaded.
 */
export const QuickExit = () => {
  const t = useTranslate()
  useEffect(() => hearEscape(), [])
  return (
    <button
      type="button"
      onClick={quickExit}
      title={t('session.quick-exit-hint')}
      className="inline-flex min-h-9 touch:min-h-12 items-center gap-1.5 rounded-control border border-edge bg-paper px-2.5 font-strong whitespace-nowrap hover:bg-hover print:hidden"
    >
      <DoorOpen aria-hidden size={18} strokeWidth={1.9} />
      <span className="max-sm:sr-only">{t('session.quick-exit')}</span>
      <span aria-hidden="true" className="sm:hidden">
        {t('shell.exit')}
      </span>
    </button>
  )
}
