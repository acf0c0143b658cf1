import { type RefObject, useEffect } from 'react'

/**
 * Scrolls a row of tabs or links horizontally until the selected tab or link is visible, which may be out of view on a
 * phone.
 */
export const useChosenInView = (row: RefObject<HTMLElement | null>, chosen: string): void => {
  useEffect(() => {
    const frame = row.current
    // The selected element is found by an attribute; `chosen` is read only so that the effect runs when the selection
    // changes.
    if (!frame || chosen === '') return
    const found = frame.querySelector('[aria-current="page"], [aria-selected="true"]')
    if (!found) return
    const [outer, inner] = [frame.getBoundingClientRect(), found.getBoundingClientRect()]
    if (inner.left >= outer.left && inner.right <= outer.right) return
    frame.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2)
  }, [row, chosen])
}
