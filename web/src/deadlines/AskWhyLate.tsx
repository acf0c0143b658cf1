import { type Deadline, needsReason } from '@palermo/shared/deadlines/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useMe } from '../session/useSession.ts'

const BreachDialog = lazy(() => import('./BreachDialog.tsx').then((found) => ({ default: found.BreachDialog })))

/**
 * Asks for the reason as soon as an action of the reader has closed an overdue deadline of the reader's agency, because
 * a reason is rarely given later. The answer takes one tap and is optional.
 */
export const AskWhyLate = ({ deadlines }: { deadlines: readonly Deadline[] }) => {
  const { agencyId } = useMe()
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState<Deadline>()
  const seen = useRef({ running: new Set<string>(), at: Date.now() })
  useEffect(() => {
    const { running, at } = seen.current
    // Actions of colleagues close deadlines on this page too, but only a reader who acted on this page is asked for a
    // reason.
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
