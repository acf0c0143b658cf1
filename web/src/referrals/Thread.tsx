import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { Link } from '@tanstack/react-router'
import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { StatusBadge } from './StatusBadge.tsx'

/** The referrals by which the same need was sent to several agencies in succession. */
export const Thread = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const others = referral.thread.filter(({ id }) => id !== referral.id)
  if (others.length === 0) return null
  return (
    <Card title={t('referrals.thread')} flush>
      <ol className="divide-y divide-line border-t border-line">
        {others.map(({ id, status, to, sentAt }) => (
          <li key={id} className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-hover">
            <Link to="/referrals/$id" params={{ id }} className="stretch-link grow">
              {to?.name ?? t('referrals.no-agency-yet')}
            </Link>
            {sentAt && (
              <span className="text-small text-quiet">
                <At at={sentAt} />
              </span>
            )}
            <StatusBadge status={status} />
          </li>
        ))}
      </ol>
    </Card>
  )
}
