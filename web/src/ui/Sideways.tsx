import type { ReactNode } from 'react'

/** Something wide that scrolls in its own frame and holds nothing to stop at: the keyboard reaches the frame itself. */
export const Sideways = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody could scroll this by keyboard (WCAG 2.1.1)
  <section aria-label={label} tabIndex={0} className="-mx-1 overflow-x-auto px-1">
    {children}
  </section>
)
