import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { useSay } from '../messages.ts'
import { hearKept, keptNames } from '../session/device-key.ts'

export const loadKeptBar = () => import('../referrals/KeptBar.tsx').then((found) => ({ default: found.KeptBar }))
// A bar that cannot be fetched must not take the page along.
const EntriesBar = lazy<() => ReactNode>(() =>
  import('../entries/EntriesBar.tsx').then(
    (found) => ({ default: found.EntriesBar }),
    () => ({ default: () => null }),
  ),
)
const KeptBar = lazy<() => ReactNode>(() => loadKeptBar().catch(() => ({ default: () => null })))

const hear = (listener: () => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(hear, () => navigator.onLine)

/** Quiet: what is typed stays, and is sent when the connection is back. */
export const OfflineBar = () => {
  const say = useSay()
  const online = useOnline()
  const keeps = useSyncExternalStore(hearKept, () => keptNames().length > 0)
  return (
    <div role="status" className="print:hidden">
      {keeps && online && (
        <Suspense>
          <KeptBar />
          <EntriesBar />
        </Suspense>
      )}
      {!online && <p className="bg-soon-soft px-4 py-1.5 text-center text-soon">{say('shell.offline')}</p>}
    </div>
  )
}
