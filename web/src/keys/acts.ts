import { useEffect } from 'react'
import type { KeyAct } from './keys.ts'

/**
 * What a page does for each key. `moved` is called with the row (its `data-row`) to which the keys `j` and `k` moved.
 */
export type KeyActs = Partial<Record<Exclude<KeyAct, 'next' | 'previous' | 'help'>, () => void>> & {
  moved?: (row: string) => void
}

const pages: KeyActs[] = []

/** Registers key handlers while the component is mounted. */
export const useKeyActs = (acts: KeyActs): void => {
  useEffect(() => {
    pages.push(acts)
    return () => {
      pages.splice(pages.indexOf(acts), 1)
    }
  })
}

/** The handler for this key, of the page that registered one last. */
export const pageAct = <N extends keyof KeyActs>(name: N): KeyActs[N] | undefined =>
  pages.findLast((acts) => acts[name])?.[name]

/** The row to which keyboard actions apply: the focused row, otherwise the row shown in the reading pane. */
export const rowInHand = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('main [data-row]') ??
  document.querySelector<HTMLElement>('main [data-row][aria-current="true"]')
