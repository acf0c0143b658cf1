import { useEffect } from 'react'
import type { KeyAct } from './keys.ts'

/** What keys do on a page. `moved` hears to which row (its `data-row`) `j` and `k` went. */
export type KeyActs = Partial<Record<Exclude<KeyAct, 'next' | 'previous' | 'help'>, () => void>> & {
  moved?: (row: string) => void
}

const pages: KeyActs[] = []

/** As long as the page stands, its keys do this. */
export const useKeyActs = (acts: KeyActs): void => {
  useEffect(() => {
    pages.push(acts)
    return () => {
      pages.splice(pages.indexOf(acts), 1)
    }
  })
}

/** What the page in front does on this key. */
export const pageAct = <N extends keyof KeyActs>(name: N): KeyActs[N] | undefined =>
  pages.findLast((acts) => acts[name])?.[name]

/** The row that the keys are at: the one with the focus, else the one that the reading pane shows. */
export const rowInHand = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('main [data-row]') ??
  document.querySelector<HTMLElement>('main [data-row][aria-current="true"]')
