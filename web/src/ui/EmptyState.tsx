import type { ReactNode } from 'react'

/** One sentence that teaches, one action. */
export const EmptyState = ({ sentence, action }: { sentence: string; action?: ReactNode }) => (
  <div className="flex flex-col items-center gap-4 px-6 py-14 text-center">
    <p className="measure text-quiet">{sentence}</p>
    {action}
  </div>
)
