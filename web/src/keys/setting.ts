import { useSyncExternalStore } from 'react'
import { keepCookie, readCookie } from '../cookies.ts'

const kept = 'palermo-single-keys'
const listeners = new Set<() => void>()

/**
 * Whether single-key shortcuts are on. WCAG 2.2, 2.1.4 requires that they can be turned off, because speech input may
 * trigger them by accident; the setting belongs to the device on which speech input runs.
 */
export const keysAreOn = (): boolean => readCookie(kept) !== 'off'

export const setKeys = (on: boolean): void => {
  keepCookie(kept, on ? undefined : 'off')
  for (const listener of listeners) listener()
}

const hear = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useKeysAreOn = (): boolean => useSyncExternalStore(hear, keysAreOn)
