import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { UrgencyNow } from '../codes/UrgencyBadge.tsx'
import { type Translate, useTranslate } from '../messages.ts'
import { StatusBadge } from './StatusBadge.tsx'

/** Returns the title of a referral: the reference of its case, or a text that says that there is no case yet. */
export const nameOf = ({ caseReference }: Pick<Referral, 'caseReference'>, t: Translate): string =>
  caseReference ?? t('referrals.no-code')

export const ReferralBadges = ({ referral }: { referral: Referral }) => (
  <>
    <StatusBadge status={referral.status} />
    <UrgencyNow urgency={referral.urgency} since={referral.sentAt} status={referral.status} />
    {referral.childProcedure && <ChildBadge />}
  </>
)

/** Says who asks whom for what, such as "Harbour House asks City Clinic to lead the case". */
export const ReferralSentence = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  return t(`referrals.sentence.${referral.kind}`, {
    from: referral.from.name,
    to: referral.to?.name ?? t('referrals.no-agency-yet'),
  })
}
