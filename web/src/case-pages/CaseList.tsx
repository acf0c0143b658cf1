import type { CaseListItem } from '@palermo/shared/cases/contract.ts'
import { Link } from '@tanstack/react-router'
import { Lock, PhoneCall } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { runs } from '../cases/acts.ts'
import { CaseStatusBadge } from '../cases/CaseStatusBadge.tsx'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { UrgencyNow } from '../codes/UrgencyBadge.tsx'
import { stepWords } from '../deadlines/steps.ts'
import { type Translate, useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { DayOf } from '../ui/Day.tsx'
import { Due } from '../ui/Due.tsx'
import { type Column, Table, type TableProps } from '../ui/Table.tsx'

const loadLog = () => import('../contacts/LogContact.tsx').then((found) => ({ default: found.LogContact }))
const LogContact = lazy(loadLog)

interface Props {
  label: string
  rows: readonly CaseListItem[]
  /** Whether the status of each case is shown, as in a list that contains both open and closed cases. */
  withStatus: boolean
  more?: TableProps<CaseListItem>['more']
  empty?: ReactNode
}

/**
 * A list of cases: reference · next step and due time · lead · urgency · open referrals. The list shows nothing about
 * the person's identity.
 */
export const CaseList = ({ label, rows, withStatus, more, empty }: Props) => {
  const t = useTranslate()
  const [logging, setLogging] = useState<CaseListItem>()
  // The code of the contact log is loaded when the list is opened, so that a contact can be logged without a
  // connection.
  useEffect(() => void loadLog().catch(() => undefined), [])
  const columns: Column<CaseListItem>[] = [
    {
      id: 'code',
      header: t('cases.columns.code'),
      width: 'max-content',
      cell: ({ id, reference, childProcedure, agencyOnly }) => (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link to="/cases/$id" params={{ id }} className="figures stretch-link whitespace-nowrap">
            {reference}
          </Link>
          {childProcedure && <ChildBadge />}
          {agencyOnly && <Badge icon={Lock}>{t('cases.own.badge')}</Badge>}
        </span>
      ),
    },
    ...(withStatus ? [status(t('cases.columns.status'))] : []),
    {
      id: 'next',
      header: t('cases.columns.next'),
      width: 'minmax(10rem, 1.6fr)',
      cell: ({ nextStep, nextDetail }) =>
        nextStep ? stepWords(nextStep, t, nextDetail) : <span className="text-quiet">{t('cases.nothing-due')}</span>,
    },
    {
      id: 'due',
      header: t('work-items.columns.due'),
      width: 'minmax(13rem, max-content)',
      cell: ({ nextDueAt }) => nextDueAt && <Due at={nextDueAt} />,
    },
    {
      id: 'lead',
      header: t('cases.columns.lead'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ lead }) => <span className="block truncate">{lead.name}</span>,
    },
    {
      id: 'urgency',
      header: t('work-items.columns.urgency'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ urgency, openedAt, status }) => <UrgencyNow urgency={urgency} since={openedAt} status={status} />,
    },
    {
      id: 'referrals',
      header: t('cases.columns.referrals'),
      width: 'max-content',
      narrow: 'drop',
      number: true,
      cell: ({ openReferrals }) => openReferrals,
    },
    {
      id: 'opened',
      header: t('cases.columns.opened'),
      width: 'max-content',
      narrow: 'drop',
      roomy: true,
      cell: ({ openedAt }) => <DayOf at={openedAt} />,
    },
    ...(rows.some(({ near }) => near) ? [contact(t('contacts.title'), t, setLogging)] : []),
  ]
  return (
    <>
      <Table label={label} columns={columns} rows={rows} rowKey={({ id }) => id} more={more} empty={empty} />
      {logging && (
        <Suspense>
          <LogContact caseId={logging.id} reference={logging.reference} onClose={() => setLogging(undefined)} />
        </Suspense>
      )}
    </>
  )
}

/** The column with the button that logs a contact, for readers with access to C1 while the case is open. */
const contact = (header: string, t: Translate, log: (row: CaseListItem) => void): Column<CaseListItem> => ({
  id: 'contact',
  header,
  width: 'max-content',
  cell: (row) =>
    row.near &&
    runs(row) && (
      <span className="relative z-10 -my-1 -ms-3.5 inline-flex">
        <Button
          rank="quiet"
          icon={PhoneCall}
          aria-label={t('contacts.log-for', { reference: row.reference })}
          onPress={() => log(row)}
        >
          {t('contacts.log')}
        </Button>
      </span>
    ),
})

const status = (header: string): Column<CaseListItem> => ({
  id: 'status',
  header,
  width: 'max-content',
  narrow: 'line',
  cell: (row) => <CaseStatusBadge status={row.status} />,
})
