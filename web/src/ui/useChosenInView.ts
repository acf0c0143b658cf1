import { type RefObject, useEffect } from 'react'

/** Scrolls a row of tabs or links sideways, and nothing else, until the chosen one is in sight: on a phone it may lie outside. */
export const useChosenInView = (row: RefObject<HTMLElement | null>, chosen: string): void => {
  useEffect(() => {
    const frame = row.current
    // The chosen one is found by its mark; its name says when to look again.
    if (!frame || chosen === '') return
    const found = frame.querySelector('[aria-current="page"], [aria-selected="true"]')
    if (!found) return
    const [outer, inner] = [frame.getBoundingClientRect(), found.getBoundingClientRect()]
    if (inner.left >= outer.left && inner.right <= outer.right) return
    frame.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2)
  }, [row, chosen])
}
