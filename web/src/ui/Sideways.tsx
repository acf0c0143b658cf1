import type { ReactNode } from 'react'

/**
 * Nothing in the frame can take the focus, and without it the frame could not be scrolled by keyboard (WCAG 2.1.1). A fieldset
 * would group controls; this groups what is read.
 */
const reachable = (label: string) => ({ role: 'group', tabIndex: 0, 'aria-label': label }) as const

/**
 * Something wide that scrolls in its own frame and holds nothing to stop at: the keyboard reaches the frame itself. A group
 * and no landmark: the part of the page that it stands in is one already, under the same name.
 */
export const Sideways = ({ label, children }: { label: string; children: ReactNode }) => (
  <div {...reachable(label)} className="-mx-1 overflow-x-auto px-1">
    {children}
  </div>
)
