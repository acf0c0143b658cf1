import type { Answers } from '@palermo/shared/forms/answers.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { hearSession, readSession } from '../session/session.ts'
import { useMe } from '../session/useSession.ts'
import { todayIn } from '../ui/when.ts'
import { DraftKeeper, type DraftState } from './draft-keeper.ts'

interface Start {
  answers: Answers
  referral?: Referral | undefined
  caseId?: string | undefined
  onCreated: (draft: Draft) => void
}

/** One draft on this page: what is typed, and whether it is kept yet. */
export const useDraft = (start: Start): { keeper: DraftKeeper; draft: DraftState; today: string } => {
  const today = todayIn(useMe().zone)
  const [keeper] = useState(() => new DraftKeeper({ ...start, form: intakeShort, today }))
  const draft = useSyncExternalStore(keeper.hear, keeper.read)
  useEffect(() => {
    const keep = () => void (keeper.isDirty() && keeper.flush().catch(() => undefined))
    const leave = (event: BeforeUnloadEvent) => {
      if (keeper.isDirty()) event.preventDefault()
    }
    const hide = () => document.visibilityState === 'hidden' && keep()
    // What was refused because the session had ended is kept as soon as the same person is back.
    const deaf = hearSession(() => readSession().state === 'in' && keep())
    addEventListener('online', keep)
    addEventListener('beforeunload', leave)
    document.addEventListener('visibilitychange', hide)
    return () => {
      deaf()
      removeEventListener('online', keep)
      removeEventListener('beforeunload', leave)
      document.removeEventListener('visibilitychange', hide)
      // Going to another page of ours saves what the pause in typing had not saved yet.
      keep()
      keeper.stop()
    }
  }, [keeper])
  return { keeper, draft, today }
}
