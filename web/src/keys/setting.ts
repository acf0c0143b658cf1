import { useSyncExternalStore } from 'react'
import { keepCookie, readCookie } from '../cookies.ts'

const kept = 'palermo-single-keys'
const listeners = new Set<() => void>()

/**
 * WCAG 2.2, 2.1.4: single-key shortcuts can be turned off, since speech input may trigger them by accident. The setting
 * belongs to the device, because speech input runs there.
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
