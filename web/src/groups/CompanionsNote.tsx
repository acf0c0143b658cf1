import { isParted } from '@palermo/shared/groups/together.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { StatusBadge } from '../referrals/StatusBadge.tsx'
import { Alert } from '../ui/Alert.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { AcceptTogether } from './AcceptTogether.tsx'
import { companionsQuery } from './queries.ts'

/**
 * Shows on the referral of a group member the size and wish of the group, and the referrals of other members to the
 * same receiver. The receiver can accept several at once; sender and receiver are warned if the answers would separate
 * the group.
 */
export const CompanionsNote = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const companions = useQuery(companionsQuery(referral.id))
  const { data } = companions
  if (!data?.group) return <EmptyState of={companions} small rows={0} />
  const { kind, wish, size, referrals } = data.group
  const waits = referral.actions.includes('accept') || referrals.some(({ mayAccept }) => mayAccept)
  return (
    <>
      {isParted(wish, [referral.status, ...referrals.map(({ status }) => status)]) && (
        <Alert tone="warn" title={t('groups.parted')}>
          {t('groups.parted-what')}
        </Alert>
      )}
      <Alert title={t(`groups.companions.${wish}`, { kind: t(`groups.kinds.${kind}`), size })}>
        {referrals.length === 0 ? (
          t('groups.companions-none')
        ) : (
          <>
            <p>{t(waits ? 'groups.companions-here' : 'groups.companions-too', { count: referrals.length })}</p>
            <ul className="flex flex-col gap-1 pt-1">
              {referrals.map(({ id, caseReference, status }) => (
                <li key={id} className="flex flex-wrap items-center gap-x-2">
                  <TextLink to="/referrals/$id" params={{ id }} className="figures">
                    {caseReference ?? t('groups.referral')}
                  </TextLink>
                  <StatusBadge status={status} />
                </li>
              ))}
            </ul>
            <AcceptTogether referral={referral} others={referrals} />
          </>
        )}
      </Alert>
    </>
  )
}
