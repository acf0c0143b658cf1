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

/** One draft on this page: what is typed, and whether it is kept yet. */
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
      // A phone may end a hidden page before the server has answered.
      void keeper.keepHere()
      keep()
    }
    // What was refused because the session had ended is kept as soon as the same person is back.
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
      // Going to another page of ours saves what the pause in typing had not saved yet.
      const saved = keeper.isDirty() ? keeper.flush().catch(() => keeper.keepHere()) : Promise.resolve()
      keeper.stop()
      // Until then no other page is to send it as well, nor to go on with what stood there before.
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
    // Without a connection one goes on with what is here.
    () => undefined,
  )
}
