import type { ReactNode } from 'react'
import { firstUnloaded, type ListState } from './list-state.ts'
import { NotLoaded } from './NotLoaded.tsx'
import { SkeletonRows } from './Skeleton.tsx'

interface Props {
  /** The queries of the list. The `sentence` is shown only once all queries have loaded. */
  of: ListState | readonly ListState[]
  /** A sentence that helps the reader to go on; without a sentence, an empty list shows nothing. */
  sentence?: string | undefined
  action?: ReactNode
  /** Whether the text is shown as a line in a card instead of filling the page. */
  small?: boolean
  /** Number of placeholder rows shown while the list is loading; 0 for none. */
  rows?: number
}

/** Shown in place of a list without rows: says that the list is empty, is loading, or failed to load. */
export const EmptyState = ({ of, sentence, action, small = false, rows = small ? 2 : 8 }: Props) => {
  const unloaded = firstUnloaded('data' in of ? [of] : of)
  const pad = small ? '' : 'px-4'
  if (unloaded?.error)
    return (
      <div className={pad}>
        <NotLoaded of={unloaded} />
      </div>
    )
  if (unloaded) return rows > 0 && <SkeletonRows rows={rows} />
  if (sentence === undefined) return null
  if (small)
    return (
      <div data-empty className="flex flex-col items-start gap-2">
        <p className="measure text-quiet">{sentence}</p>
        {action}
      </div>
    )
  return (
    <div data-empty className="flex flex-col items-center gap-4 px-6 py-14 text-center">
      <p className="measure text-quiet">{sentence}</p>
      {action}
    </div>
  )
}
