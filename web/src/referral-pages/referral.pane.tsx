import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import type { PaneProps } from '../panes/ReadingPane.tsx'
import { WhoElse } from '../presence/WhoElse.tsx'
import { referralQuery } from '../referrals/queries.ts'
import { nameOf, ReferralBadges, ReferralSentence } from '../referrals/ReferralHead.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { ReferralView } from './ReferralView.tsx'

/** A referral shown beside the work list. */
export const Pane = ({ subjectId, act, onAct }: PaneProps) => {
  const t = useTranslate()
  const { data: referral } = useSuspenseQuery(referralQuery(subjectId))
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 className="text-large">{nameOf(referral, t)}</h2>
          <ReferralBadges referral={referral} />
          <TextLink to="/referrals/$id" params={{ id: subjectId }} className="ms-auto">
            {t('referrals.open-page')}
          </TextLink>
        </div>
        <p className="text-quiet">
          <ReferralSentence referral={referral} />
        </p>
      </header>
      {referral.status !== 'draft' && <WhoElse kind="referral" id={subjectId} />}
      <ReferralView referral={referral} act={act} onAct={onAct} />
    </div>
  )
}
