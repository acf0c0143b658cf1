import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react'
import { neededOffline } from '../offline-parts.ts'
import { hearToasts, waitingToasts } from '../ui/toast.ts'

/** The code is loaded in advance, so that a toast can be shown without a connection. */
const loadToasts = neededOffline(() => import('./ToastRegion.tsx').then((found) => found.ToastRegion))

/**
 * Rendered once, in the frame of the app. The code of the toasts is loaded with the first toast or, without a
 * connection, when the connection is back.
 */
export const Toasts = () => {
  const said = useSyncExternalStore(hearToasts, everSaid)
  const [Region, setRegion] = useState<ComponentType>()
  useEffect(() => {
    if (!said) return
    const load = () =>
      void loadToasts().then(
        (found) => setRegion(() => found),
        () => undefined,
      )
    load()
    addEventListener('online', load)
    return () => removeEventListener('online', load)
  }, [said])
  return Region ? <Region /> : null
}

let ever = false
const everSaid = () => {
  ever ||= waitingToasts().length > 0
  return ever
}
