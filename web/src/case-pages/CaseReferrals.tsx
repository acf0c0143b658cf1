import type { Case } from '@palermo/shared/cases/contract.ts'
import { Link } from '@tanstack/react-router'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { StatusBadge } from '../referrals/StatusBadge.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { Onward } from '../ui/Onward.tsx'

/** Lists the referrals of this case, newest first. */
export const CaseReferrals = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  return (
    <Card title={t('referrals.title')} flush>
      <ul className="divide-y divide-line border-t border-line">
        {row.referrals.length === 0 && <li className="px-4 py-3 text-quiet">{t('cases.no-referrals')}</li>}
        {row.referrals.toReversed().map(({ id, kind, needs, from, to, status, sentAt, updatedAt }) => (
          <li key={id} className="relative flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2.5 hover:bg-hover">
            <Link to="/referrals/$id" params={{ id }} className="stretch-link min-w-0 grow basis-60">
              <span className="font-strong">{t(`referrals.kind.${kind}`)}</span>
              {needs.length > 0 && ` · ${needs.map((need) => label('needs', need)).join(', ')}`}
            </Link>
            <StatusBadge status={status} />
            <p className="flex basis-full flex-wrap gap-x-2 text-small text-quiet">
              <span>
                {from.name} <Onward /> {to?.name ?? '…'}
              </span>
              <At at={sentAt ?? updatedAt} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
