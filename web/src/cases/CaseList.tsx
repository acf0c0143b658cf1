import type { CaseSummary } from '@palermo/shared/cases/contract.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { UrgencyBadge } from '../codes/UrgencyBadge.tsx'
import { stepWords } from '../deadlines/steps.ts'
import { useSay } from '../messages.ts'
import { ChildBadge } from '../referrals/ChildBadge.tsx'
import { Due } from '../ui/Due.tsx'
import { type Column, Table, type TableProps } from '../ui/Table.tsx'
import { CaseStatusBadge } from './CaseStatusBadge.tsx'
import { DayOf } from './Day.tsx'

interface Props {
  label: string
  rows: readonly CaseSummary[]
  /** Where open and closed ones stand together. */
  withStatus: boolean
  more?: TableProps<CaseSummary>['more']
  empty?: ReactNode
}

/** Code · what is next and by when · who leads · urgency · what is open. Nothing of who the person is. */
export const CaseList = ({ label, rows, withStatus, more, empty }: Props) => {
  const say = useSay()
  const columns: Column<CaseSummary>[] = [
    {
      id: 'code',
      header: say('cases.columns.code'),
      width: 'max-content',
      cell: ({ id, reference, childProcedure }) => (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link to="/cases/$id" params={{ id }} className="figures stretch-link whitespace-nowrap">
            {reference}
          </Link>
          {childProcedure && <ChildBadge />}
        </span>
      ),
    },
    ...(withStatus ? [status(say('cases.columns.status'))] : []),
    {
      id: 'next',
      header: say('cases.columns.next'),
      width: 'minmax(10rem, 1.6fr)',
      cell: ({ nextStep, nextDetail }) =>
        nextStep ? (
          stepWords(nextStep, say, nextDetail)
        ) : (
          <span className="text-quiet">{say('cases.nothing-due')}</span>
        ),
    },
    {
      id: 'due',
      header: say('desk.columns.due'),
      width: 'minmax(13rem, max-content)',
      cell: ({ nextDueAt }) => nextDueAt && <Due at={nextDueAt} />,
    },
    {
      id: 'lead',
      header: say('cases.columns.lead'),
      width: 'minmax(7rem, 1fr)',
      cell: ({ lead }) => <span className="block truncate">{lead.name}</span>,
    },
    {
      id: 'urgency',
      header: say('desk.columns.urgency'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ urgency }) => <UrgencyBadge urgency={urgency} />,
    },
    {
      id: 'referrals',
      header: say('cases.columns.referrals'),
      width: 'max-content',
      narrow: 'drop',
      number: true,
      cell: ({ openReferrals }) => openReferrals,
    },
    {
      id: 'opened',
      header: say('cases.columns.opened'),
      width: 'max-content',
      narrow: 'drop',
      cell: ({ openedAt }) => <DayOf at={openedAt} />,
    },
  ]
  return <Table label={label} columns={columns} rows={rows} rowKey={({ id }) => id} more={more} empty={empty} />
}

const status = (header: string): Column<CaseSummary> => ({
  id: 'status',
  header,
  width: 'max-content',
  narrow: 'line',
  cell: (row) => <CaseStatusBadge status={row.status} />,
})
