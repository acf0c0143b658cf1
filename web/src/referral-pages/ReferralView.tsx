import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { ReferralAction } from '@palermo/shared/referrals/record.ts'
import { lazy, Suspense } from 'react'
import { AskWhyLate } from '../deadlines/AskWhyLate.tsx'
import { DeadlineList } from '../deadlines/DeadlineList.tsx'
import { CompanionsNote } from '../groups/CompanionsNote.tsx'
import { useTranslate } from '../messages.ts'
import { Amendments, Correspondence } from '../referrals/Correspondence.tsx'
import { EndsCard } from '../referrals/EndsCard.tsx'
import { Outcomes } from '../referrals/Outcomes.tsx'
import { ReferralAsked } from '../referrals/ReferralAsked.tsx'
import { ReferralNext } from '../referrals/ReferralNext.tsx'
import { ReferralSteps } from '../referrals/ReferralSteps.tsx'
import { Thread } from '../referrals/Thread.tsx'
import { Timeline } from '../referrals/Timeline.tsx'
import { Card } from '../ui/Card.tsx'

// The code and the texts of the form are loaded only for readers who may read answers.
const AnswersGiven = lazy(() =>
  import('../referrals/AnswersGiven.tsx').then((found) => ({ default: found.AnswersGiven })),
)
const ActDialog = lazy(() => import('../referrals/ActDialog.tsx').then((found) => ({ default: found.ActDialog })))

interface Props {
  referral: Referral
  /** The action whose form is open; the URL contains the action, so that the back button closes the form. */
  act: string | undefined
  onAct: (act: string | undefined) => void
}

/**
 * Shows a referral from its status to its history, on the referral's own page and, in one column, beside the work
 * queue.
 */
export const ReferralView = ({ referral, act, onAct }: Props) => {
  const t = useTranslate()
  const agencies = Object.fromEntries(
    [referral.from, ...(referral.to ? [referral.to] : [])].map(({ id, name }) => [id, name]),
  )
  const open = referral.actions.find((action): action is ReferralAction => action === act)
  return (
    <div className="@container flex flex-col gap-4">
      <AskWhyLate deadlines={referral.deadlines} />
      {/* Before acceptance the receiver sees no case, but must know which persons belong together. */}
      {(referral.caseId || referral.status !== 'draft') && <CompanionsNote referral={referral} />}
      {referral.status !== 'draft' && (
        <div className="card px-4 py-3.5">
          <ReferralSteps referral={referral} />
        </div>
      )}
      <div className="flex flex-col items-stretch gap-4 @wide:grid @wide:grid-cols-[minmax(0,1.7fr)_minmax(18rem,1fr)] @wide:items-start">
        {/* This column is first in reading order; on a wide page it stays visible while the rest scrolls. */}
        <div className="flex min-w-0 flex-col gap-4 @wide:sticky @wide:top-17 @wide:order-2 @wide:max-h-[calc(100dvh-5rem)] @wide:overflow-y-auto">
          <ReferralNext referral={referral} onAct={onAct} />
          <EndsCard referral={referral} />
          <Card title={t('deadlines.list')}>
            <DeadlineList deadlines={referral.deadlines} agencies={agencies} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ReferralAsked referral={referral} />
          {Object.keys(referral.answers).length > 0 && (
            <Suspense>
              <AnswersGiven referral={referral} />
            </Suspense>
          )}
          <Correspondence referral={referral} />
          <Outcomes referral={referral} />
          <Amendments referral={referral} />
          <Thread referral={referral} />
          <Card title={t('timeline.title')}>
            <Timeline events={referral.timeline} />
          </Card>
        </div>
      </div>
      {open && (
        <Suspense>
          <ActDialog key={open} referral={referral} action={open} onClose={() => onAct(undefined)} />
        </Suspense>
      )}
    </div>
  )
}
