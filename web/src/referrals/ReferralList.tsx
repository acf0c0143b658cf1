import type { ReferralSummary } from '@palermo/shared/referrals/contract.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWho } from '../agencies/useWho.ts'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { useCodeLabel } from '../codes/labels.ts'
import { UrgencyNow } from '../codes/UrgencyBadge.tsx'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { At } from '../ui/Due.tsx'
import { Onward } from '../ui/Onward.tsx'
import { type Column, Table, type TableProps } from '../ui/Table.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import type { Box } from './search.ts'

interface Props {
  label: string
  /** The selected list, which decides whether the sender or the receiver is shown as the other agency. */
  box: Box
  rows: readonly ReferralSummary[]
  more?: TableProps<ReferralSummary>['more']
  empty?: ReactNode
}

/**
 * A list of referrals that shows what is visible before acceptance (urgency, age band and needs), but never who the
 * person is.
 */
export const ReferralList = ({ label, box, rows, more, empty }: Props) => {
  const t = useTranslate()
  const code = useCodeLabel()
  const who = useWho()
  const together = sentTogether(rows)
  const columns: Column<ReferralSummary>[] = [
    {
      id: 'asked',
      header: t('referrals.columns.asked'),
      width: 'minmax(14rem, 1.6fr)',
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-2">
          <Link to="/referrals/$id" params={{ id: row.id }} className="stretch-link min-w-0 truncate">
            {t(`referrals.kind.${row.kind}`)}
            {row.needs.length > 0 && (
              <span className="font-normal"> · {row.needs.map((need) => code('needs', need)).join(', ')}</span>
            )}
          </Link>
        </span>
      ),
    },
    {
      id: 'status',
      header: t('referrals.columns.status'),
      width: 'max-content',
      cell: ({ id, status, childProcedure }) => (
        <span className="flex flex-wrap gap-1">
          <StatusBadge status={status} />
          {(together.get(id) ?? 1) > 1 && <Badge>{t('groups.sent-together', { count: together.get(id) ?? 1 })}</Badge>}
          {childProcedure && <ChildBadge />}
        </span>
      ),
    },
    {
      id: 'code',
      header: t('work-items.columns.code'),
      width: 'max-content',
      cell: ({ caseReference }) => caseReference && <span className="figures whitespace-nowrap">{caseReference}</span>,
    },
    {
      id: 'agency',
      header: box === 'team' ? t('referrals.columns.from-to') : t(`referrals.columns.${box}`),
      width: 'minmax(9rem, 1fr)',
      cell: ({ from, to }) => (
        <span className="block truncate">
          {box !== 'outbox' && from.name}
          {box === 'team' && (
            <>
              {' '}
              <Onward />{' '}
            </>
          )}
          {box !== 'inbox' && (to?.name ?? (box === 'team' && '…'))}
        </span>
      ),
    },
    {
      id: 'urgency',
      header: t('work-items.columns.urgency'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ urgency, sentAt, status }) => <UrgencyNow urgency={urgency} since={sentAt} status={status} />,
    },
    {
      id: 'who',
      header: t('work-items.columns.who'),
      width: 'minmax(5rem, 9rem)',
      narrow: 'drop',
      roomy: true,
      cell: ({ assigneeId }) => box !== 'outbox' && <span className="block truncate">{who(assigneeId)}</span>,
    },
    {
      id: 'at',
      header: t('referrals.columns.sent'),
      width: 'max-content',
      cell: ({ sentAt, updatedAt }) => <At at={sentAt ?? updatedAt} />,
    },
  ]
  return <Table label={label} columns={columns} rows={rows} rowKey={({ id }) => id} more={more} empty={empty} />
}

/**
 * Returns for each referral, by its id, how many of the listed referrals went from the same sender to the same receiver
 * at the same instant.
 */
const sentTogether = (rows: readonly ReferralSummary[]): Map<string, number> => {
  const actOf = ({ from, to, sentAt }: ReferralSummary) => `${from.id} ${to?.id} ${sentAt}`
  const counts = new Map<string, number>()
  for (const row of rows) if (row.sentAt !== null) counts.set(actOf(row), (counts.get(actOf(row)) ?? 0) + 1)
  return new Map(rows.map((row) => [row.id, counts.get(actOf(row)) ?? 1]))
}
