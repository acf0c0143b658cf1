import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { UrgencyNow } from '../codes/UrgencyBadge.tsx'
import { type Say, useSay } from '../messages.ts'
import { StatusBadge } from './StatusBadge.tsx'

/** What the referral is called: its case's code, or that it has none yet. */
export const nameOf = ({ caseReference }: Pick<Referral, 'caseReference'>, say: Say): string =>
  caseReference ?? say('referrals.no-code')

export const ReferralBadges = ({ referral }: { referral: Referral }) => (
  <>
    <StatusBadge status={referral.status} />
    <UrgencyNow urgency={referral.urgency} since={referral.sentAt} status={referral.status} />
    {referral.childProcedure && <ChildBadge />}
  </>
)

/** "Harbour House asks City Clinic to lead the case" */
export const ReferralSentence = ({ referral }: { referral: Referral }) => {
  const say = useSay()
  return say(`referrals.sentence.${referral.kind}`, {
    from: referral.from.name,
    to: referral.to?.name ?? say('referrals.no-agency-yet'),
  })
}
