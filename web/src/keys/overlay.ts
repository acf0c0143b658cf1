import { useSyncExternalStore } from 'react'

/** Dialogs that can be opened over any page; only one of these dialogs is open at a time. */
export type Overlay = 'palette' | 'keys' | 'tonight'

let shown: Overlay | undefined
const listeners = new Set<() => void>()

export const showOverlay = (overlay: Overlay | undefined): void => {
  shown = overlay
  for (const listener of listeners) listener()
}

const hear = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useOverlay = (): Overlay | undefined => useSyncExternalStore(hear, () => shown)
