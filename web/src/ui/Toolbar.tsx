import type { ReactNode } from 'react'

/** A row of filters above a list. Plain grouping: the boxes keep their own Tab stops, as people expect of boxes. */
export const Toolbar = ({ label, children }: { label: string; children: ReactNode }) => (
  <fieldset aria-label={label} className="flex flex-wrap items-center gap-x-2 gap-y-2 print:hidden">
    {children}
  </fieldset>
)
