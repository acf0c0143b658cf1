import type { ReactNode } from 'react'

/**
 * Returns the attributes that make the frame focusable, because otherwise it could not be scrolled by keyboard (WCAG
 * 2.1.1). The frame is no fieldset, because a fieldset groups controls and the frame contains text.
 */
const reachable = (label: string) => ({ role: 'group', tabIndex: 0, 'aria-label': label }) as const

/**
 * Wide content that scrolls in its own frame and contains nothing focusable: the frame itself takes the focus. Its role
 * is group and not region, since the surrounding part of the page is already a region with the same name.
 */
export const Sideways = ({ label, children }: { label: string; children: ReactNode }) => (
  <div {...reachable(label)} className="-mx-1 overflow-x-auto px-1">
    {children}
  </div>
)
