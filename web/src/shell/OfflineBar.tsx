import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { useTranslate } from '../messages.ts'
import { neededOffline } from '../offline-parts.ts'
import { hearKept, keptNames } from '../session/device-key.ts'
import { Button } from '../ui/Button.tsx'
import { LoadState } from './LoadState.tsx'

export const loadKeptBars = neededOffline(() => import('./KeptBars.tsx').then((found) => ({ default: found.KeptBars })))
// If the code fails to load, a message with a button to reload the page is shown, because browsers do not request the
// same module again.
const KeptBars = lazy<() => ReactNode>(() => loadKeptBars().catch(() => ({ default: Missing })))

const Missing = () => {
  const t = useTranslate()
  return (
    <p className="flex flex-wrap items-center justify-center gap-x-3 bg-soon-soft px-4 py-1.5 text-soon">
      {t('shell.kept-sealed')}
      <Button rank="quiet" onPress={() => location.reload()}>
        {t('shell.reload-page')}
      </Button>
    </p>
  )
}

const hear = (listener: () => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(hear, () => navigator.onLine)

/** Shows that the connection is lost, how old the page's data are, and which entries wait to be sent. */
export const OfflineBar = () => {
  const online = useOnline()
  const keeps = useSyncExternalStore(hearKept, () => keptNames().length > 0)
  return (
    <div role="status" className="print:hidden">
      <LoadState online={online} />
      {keeps && (
        <Suspense>
          <KeptBars />
        </Suspense>
      )}
    </div>
  )
}
