import { useSyncExternalStore } from 'react'

/** Below the breakpoint `sm`: a phone in portrait orientation. */
const narrow = matchMedia('(max-width: 39.99rem)')

const hear = (changed: () => void) => {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

export const useNarrow = (): boolean => useSyncExternalStore(hear, () => narrow.matches)
