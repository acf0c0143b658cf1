import { useSyncExternalStore } from 'react'

/** Matches if the page is narrower than the breakpoint `sm`, as on a phone in portrait orientation. */
const narrow = matchMedia('(max-width: 39.99rem)')

const hear = (changed: () => void) => {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

export const useNarrow = (): boolean => useSyncExternalStore(hear, () => narrow.matches)
