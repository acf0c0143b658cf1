import { useSyncExternalStore } from 'react'
import { useSay } from '../messages.ts'

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
  return (
    <div role="status" className="print:hidden">
      {!online && <p className="bg-soon-soft px-4 py-1.5 text-center text-soon">{say('shell.offline')}</p>}
    </div>
  )
}
