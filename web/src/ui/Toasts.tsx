import { lazy, Suspense, useSyncExternalStore } from 'react'
import { hearToasts, waitingToasts } from './toast.ts'

const ToastRegion = lazy(() => import('./ToastRegion.tsx').then((found) => ({ default: found.ToastRegion })))

/** Once in the shell; fetched with the first thing that is to be said. */
export const Toasts = () => {
  const said = useSyncExternalStore(hearToasts, everSaid)
  if (!said) return null
  return (
    <Suspense>
      <ToastRegion />
    </Suspense>
  )
}

let ever = false
const everSaid = () => {
  ever ||= waitingToasts().length > 0
  return ever
}
