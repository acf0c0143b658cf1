import type { ReactNode } from 'react'

/**
 * Without focus the frame could not be scrolled by keyboard, as nothing in it is focusable (WCAG 2.1.1). A fieldset
 * would group controls; this groups text.
 */
const reachable = (label: string) => ({ role: 'group', tabIndex: 0, 'aria-label': label }) as const

/**
 * Wide content that scrolls in its own frame and contains nothing focusable: the frame itself takes the focus. A group
 * and not a landmark, since the surrounding part of the page is already one with the same name.
 */
export const Sideways = ({ label, children }: { label: string; children: ReactNode }) => (
  <div {...reachable(label)} className="-mx-1 overflow-x-auto px-1">
    {children}
  </div>
)
