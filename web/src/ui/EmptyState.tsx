import type { ReactNode } from 'react'
import { firstUnloaded, type ListState } from './list-state.ts'
import { NotLoaded } from './NotLoaded.tsx'
import { SkeletonRows } from './Skeleton.tsx'

interface Props {
  /** The queries that the list is made of. The sentence is drawn only once all of them have been loaded. */
  of: ListState | readonly ListState[]
  /** One sentence that teaches; without it, nothing is drawn of a list that is loaded and empty. */
  sentence?: string | undefined
  action?: ReactNode
  /** Shown as a line in a card instead of filling the page. */
  small?: boolean
  /** How many rows the shape of what is being loaded has; 0: nothing is drawn meanwhile. */
  rows?: number
}

/** In the place of a list without rows: that it is empty, that it is being loaded, or why it could not be. */
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
