import { useEffect } from 'react'
import type { KeyAct } from './keys.ts'

/**
 * The functions that a page registers for keys, by the effect of the key. `moved` is called with the `data-row` of the
 * row to which the key `j` or `k` moved the focus.
 */
export type KeyActs = Partial<Record<Exclude<KeyAct, 'next' | 'previous' | 'help'>, () => void>> & {
  moved?: (row: string) => void
}

const pages: KeyActs[] = []

/** Registers the functions of a page for keys while its component is mounted. */
export const useKeyActs = (acts: KeyActs): void => {
  useEffect(() => {
    pages.push(acts)
    return () => {
      pages.splice(pages.indexOf(acts), 1)
    }
  })
}

/** Returns the function for this effect that a page registered last; undefined if no page registered one. */
export const pageAct = <N extends keyof KeyActs>(name: N): KeyActs[N] | undefined =>
  pages.findLast((acts) => acts[name])?.[name]

/**
 * The row to which keyboard actions apply: the focused row, otherwise the row shown in the reading pane; null if there
 * is neither.
 */
export const rowInHand = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('main [data-row]') ??
  document.querySelector<HTMLElement>('main [data-row][aria-current="true"]')
