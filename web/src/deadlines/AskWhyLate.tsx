import { type Deadline, needsReason } from '@palermo/shared/deadlines/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useMe } from '../session/useSession.ts'

const BreachDialog = lazy(() => import('./BreachDialog.tsx').then((found) => ({ default: found.BreachDialog })))

/**
 * Asks why it was late as soon as an action of the reader has ended a clock that their agency owed and that had run out: later
 * nobody comes back to say it. One tap, and it may stay unsaid.
 */
export const AskWhyLate = ({ deadlines }: { deadlines: readonly Deadline[] }) => {
  const { agencyId } = useMe()
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState<Deadline>()
  const seen = useRef({ running: new Set<string>(), at: Date.now() })
  useEffect(() => {
    const { running, at } = seen.current
    // Actions of colleagues close deadlines on this page too; only the person who acted here is asked.
    const acted = queryClient
      .getMutationCache()
      .getAll()
      .some(({ state }) => state.submittedAt >= at)
    const ended = deadlines.find(
      (one) =>
        running.has(one.id) && one.closedAt !== null && one.owesAgencyId === agencyId && needsReason(one, one.closedAt),
    )
    if (ended && acted) setAsked(ended)
    seen.current = {
      running: new Set(deadlines.filter(({ closedAt }) => closedAt === null).map(({ id }) => id)),
      at: ended && !acted ? at : Date.now(),
    }
  }, [deadlines, agencyId, queryClient])
  if (!asked) return null
  return (
    <Suspense>
      <BreachDialog deadline={asked} onClose={() => setAsked(undefined)} />
    </Suspense>
  )
}
