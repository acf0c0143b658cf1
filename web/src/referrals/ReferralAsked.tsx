import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { ReactNode } from 'react'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { useCodeLabel } from '../codes/labels.ts'
import { UrgencyNow } from '../codes/UrgencyBadge.tsx'
import { type Translate, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Card } from '../ui/Card.tsx'
import { Facts } from '../ui/Facts.tsx'
import { SealedCard } from '../ui/SealedCard.tsx'
import { sideOf } from './side.ts'

/** Shows the requested services and the person, as far as this reader may see them. */
export const ReferralAsked = ({ referral, children }: { referral: Referral; children?: ReactNode }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const opensOnAcceptance = sideOf(useMe(), referral) === 'receiver' && undecided.includes(referral.status)
  const language = referral.language ? label('languages', referral.language) : t('referrals.not-said')
  return (
    <Card title={t('referrals.asked')}>
      <Facts
        items={[
          [t('referrals.facts.kind'), t(`referrals.kind.${referral.kind}`)],
          [
            t('referrals.facts.urgency'),
            <UrgencyNow key="urgency" urgency={referral.urgency} since={referral.sentAt} status={referral.status} />,
          ],
          [t('referrals.facts.needs'), listOf(referral.needs.map((need) => label('needs', need)))],
          [t('referrals.facts.services'), listOf(referral.services.map((service) => label('services', service)))],
          [
            t('referrals.facts.age'),
            <span key="age" className="flex flex-wrap items-center gap-2">
              {label('age-bands', referral.ageBand)}
              {referral.childProcedure && <ChildBadge />}
            </span>,
          ],
          [
            t('referrals.facts.language'),
            referral.interpreter ? t('referrals.with-interpreter', { language }) : language,
          ],
          ...bedFacts(referral, t, label),
        ]}
      />
      {children}
      {referral.sealed.map((compartment) => (
        <SealedCard
          key={compartment}
          title={t(`compartments.${compartment}.title`)}
          {...(opensOnAcceptance ? { lead: t('referrals.sealed-until-accepted') } : {})}
        />
      ))}
    </Card>
  )
}

/**
 * Returns the facts that are shown only for accommodation, because the receiver must know before accepting who needs a
 * place.
 */
const bedFacts = (
  { needs, sex, accompanied }: Referral,
  t: Translate,
  label: ReturnType<typeof useCodeLabel>,
): [string, ReactNode][] =>
  needs.includes('bed')
    ? [
        [t('referrals.facts.gender'), sex ? label('genders', sex) : t('referrals.not-said')],
        [
          t('referrals.facts.bed-for'),
          accompanied ? t(`referrals.accompanied.${accompanied}`) : t('referrals.not-said'),
        ],
      ]
    : []

const undecided: readonly Referral['status'][] = ['sent', 'received', 'queried']

const listOf = (words: string[]) => (words.length > 0 ? words.join(', ') : '–')
