import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { ReactNode } from 'react'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { useCodeLabel } from '../codes/labels.ts'
import { UrgencyBadge } from '../codes/UrgencyBadge.tsx'
import { type Say, useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Card } from '../ui/Card.tsx'
import { Facts } from '../ui/Facts.tsx'
import { SealedCard } from '../ui/SealedCard.tsx'
import { sideOf } from './side.ts'

/** What is asked, and for whom, as much as this reader may see. */
export const ReferralAsked = ({ referral, children }: { referral: Referral; children?: ReactNode }) => {
  const say = useSay()
  const label = useCodeLabel()
  const opensOnAcceptance = sideOf(useMe(), referral) === 'receiver' && undecided.includes(referral.status)
  const language = referral.language ? label('languages', referral.language) : say('referrals.not-said')
  return (
    <Card title={say('referrals.asked')}>
      <Facts
        items={[
          [say('referrals.facts.kind'), say(`referrals.kind.${referral.kind}`)],
          [say('referrals.facts.urgency'), <UrgencyBadge key="urgency" urgency={referral.urgency} />],
          [say('referrals.facts.needs'), listOf(referral.needs.map((need) => label('needs', need)))],
          [say('referrals.facts.services'), listOf(referral.services.map((service) => label('services', service)))],
          [
            say('referrals.facts.age'),
            <span key="age" className="flex flex-wrap items-center gap-2">
              {label('age-bands', referral.ageBand)}
              {referral.childProcedure && <ChildBadge />}
            </span>,
          ],
          [
            say('referrals.facts.language'),
            referral.interpreter ? say('referrals.with-interpreter', { language }) : language,
          ],
          ...bedFacts(referral, say, label),
        ]}
      />
      {children}
      {referral.sealed.map((compartment) => (
        <SealedCard
          key={compartment}
          title={say(`compartments.${compartment}.title`)}
          {...(opensOnAcceptance ? { lead: say('referrals.sealed-until-accepted') } : {})}
        />
      ))}
    </Card>
  )
}

/** Only for a bed: the receiver must know whom it is for before accepting. */
const bedFacts = (
  { needs, sex, accompanied }: Referral,
  say: Say,
  label: ReturnType<typeof useCodeLabel>,
): [string, ReactNode][] =>
  needs.includes('bed')
    ? [
        [say('referrals.facts.gender'), sex ? label('genders', sex) : say('referrals.not-said')],
        [
          say('referrals.facts.bed-for'),
          accompanied ? say(`referrals.accompanied.${accompanied}`) : say('referrals.not-said'),
        ],
      ]
    : []

const undecided: readonly Referral['status'][] = ['sent', 'received', 'queried']

const listOf = (words: string[]) => (words.length > 0 ? words.join(', ') : '–')
