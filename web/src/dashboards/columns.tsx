import type { WorkItem } from '@palermo/shared/dashboards/contract.ts'
import type { WorkNumber } from '@palermo/shared/dashboards/definitions.ts'
import { Link } from '@tanstack/react-router'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { hasWords, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { At, Due } from '../ui/Due.tsx'
import { Onward } from '../ui/Onward.tsx'
import type { Column } from '../ui/Table.tsx'

/** Figures about deadlines that may have ended long ago, so that a due time in the past is not marked as late. */
const measured: readonly WorkNumber[] = ['taken', 'missed']
const late: readonly WorkNumber[] = ['late', 'since-late']
const withReason: readonly WorkNumber[] = [
  'declined',
  'since-declined',
  'refused',
  'gaps',
  'missed',
  'late',
  'since-late',
]

export const useWorkItemColumns = (number: WorkNumber): Column<WorkItem>[] => {
  const t = useTranslate()
  const label = useCodeLabel()
  const me = useMe()
  // Task-force leads may see no case, so for them the case reference is not a link.
  const running = !measured.includes(number)
  const opens = !me.actions.includes('lead-task-force')
  const statusOf = ({ status }: WorkItem) => {
    const key = [`referrals.status.${status}`, `cases.status.${status}`, `tasks.status.${status}`].find(hasWords)
    return key ? t(key) : status
  }
  const reasonOf = ({ reason }: WorkItem) => {
    if (reason === null) return null
    const breach = `deadlines.breach-reasons.${reason}`
    return hasWords(`codes.decline-reasons.${reason}`)
      ? label('decline-reasons', reason)
      : hasWords(breach)
        ? t(breach)
        : reason
  }
  const owes: Column<WorkItem> = {
    id: 'owes',
    header: t('dashboards.owes'),
    width: 'minmax(12rem, 1.4fr)',
    cell: ({ owes: agency }) => agency?.name,
  }
  const reason: Column<WorkItem> = {
    id: 'reason',
    header: t('dashboards.reason'),
    width: 'minmax(5rem, 0.5fr)',
    cell: reasonOf,
  }
  const sent: Column<WorkItem> = {
    id: 'sent',
    header: t('referrals.columns.sent'),
    width: 'max-content',
    narrow: 'drop',
    cell: ({ sentAt }) => sentAt && <At at={sentAt} />,
  }
  return [
    {
      id: 'code',
      header: t('cases.columns.code'),
      width: 'max-content',
      cell: ({ caseReference }) =>
        caseReference === null ? (
          <span className="text-quiet">{t('referrals.no-code')}</span>
        ) : opens ? (
          <Link
            to="/cases"
            search={{ tab: 'all', q: caseReference }}
            className="figures stretch-link whitespace-nowrap"
          >
            {caseReference}
          </Link>
        ) : (
          <span className="figures whitespace-nowrap">{caseReference}</span>
        ),
    },
    {
      id: 'status',
      header: t('cases.columns.status'),
      width: 'minmax(8rem, max-content)',
      narrow: 'end',
      cell: (row) => <span className="text-small">{statusOf(row)}</span>,
    },
    {
      id: 'step',
      header: t('dashboards.step'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ step }) => step && stepWords(step, t),
    },
    {
      id: 'ends',
      header: t('dashboards.from-to'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ sender, receiver }) =>
        (sender || receiver) && (
          <span className="flex min-w-0 flex-col">
            <span>{sender?.name ?? '…'}</span>
            <span>
              <Onward /> {receiver?.name ?? '…'}
            </span>
          </span>
        ),
    },
    ...(late.includes(number) ? [] : [sent]),
    {
      id: 'due',
      header: t('work-items.columns.due'),
      width: 'minmax(13rem, max-content)',
      cell: ({ dueAt }) => dueAt && (running ? <Due at={dueAt} /> : <At at={dueAt} />),
    },
    ...(late.includes(number) ? [owes] : []),
    ...(withReason.includes(number) ? [reason] : []),
  ]
}
