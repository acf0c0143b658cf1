import { Draft } from '@palermo/shared/referrals/drafts.ts'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { api } from '../api.ts'
import { holdKept } from '../session/kept-locks.ts'
import { onQuickExit } from '../session/quick-exit.ts'
import { hearSession, readSession } from '../session/session.ts'
import { useMe } from '../session/useSession.ts'
import { todayIn } from '../ui/when.ts'
import { DraftKeeper } from './draft-keeper.ts'
import type { DraftStart, DraftState } from './draft-state.ts'
import { leaves } from './drafts-left.ts'

/** Returns the draft on this page with its answers and saving state, and the keeper that saves the draft. */
export const useDraft = (
  start: Omit<DraftStart, 'today'>,
): { keeper: DraftKeeper; draft: DraftState; today: string } => {
  const today = todayIn(useMe().zone)
  const [keeper] = useState(() => new DraftKeeper({ ...start, today }))
  const draft = useSyncExternalStore(keeper.hear, keeper.read)
  useEffect(() => {
    const letGo = holdKept(keeper.id)
    keeper.start()
    const keep = () => void (keeper.isDirty() && keeper.flush().catch(() => undefined))
    const leave = (event: BeforeUnloadEvent) => {
      if (keeper.isDirty()) event.preventDefault()
    }
    const hide = () => {
      if (document.visibilityState !== 'hidden') return void catchUp(keeper)
      // The input is stored on this device, because a phone may end a hidden page before the server has answered.
      void keeper.keepHere()
      keep()
    }
    // A save refused because the session had ended is repeated when the same person signs in again.
    const deaf = hearSession(() => readSession().state === 'in' && keep())
    const gone = onQuickExit(() => (keeper.isDirty() ? keeper.flush() : undefined))
    addEventListener('online', keep)
    addEventListener('beforeunload', leave)
    document.addEventListener('visibilitychange', hide)
    return () => {
      deaf()
      gone()
      removeEventListener('online', keep)
      removeEventListener('beforeunload', leave)
      document.removeEventListener('visibilitychange', hide)
      // Input that was not saved yet is saved when the person navigates to another page.
      const saved = keeper.isDirty() ? keeper.flush().catch(() => keeper.keepHere()) : Promise.resolve()
      keeper.stop()
      // Until this save has ended, no other page may send the draft or continue from the earlier state of the draft.
      leaves(keeper, saved.then(letGo))
    }
  }, [keeper])
  return { keeper, draft, today }
}

/** When the page is shown again, changes made on another device are loaded. */
const catchUp = async (keeper: DraftKeeper) => {
  const { referral } = keeper.read()
  if (!referral || keeper.isDirty()) return
  await api(Draft, `/referrals/${referral.id}/draft`).then(
    (draft) => keeper.adopt(draft),
    // If the server cannot be reached, work continues with the state on this device.
    () => undefined,
  )
}
