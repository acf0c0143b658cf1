import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWho } from '../agencies/useWho.ts'
import { UrgencyBadge } from '../codes/UrgencyBadge.tsx'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { subjectLink } from '../navigation/subjects.ts'
import type { Choosing } from '../ui/choosing.ts'
import { Due } from '../ui/Due.tsx'
import { type Column, Table, type TableProps } from '../ui/Table.tsx'
import { paneIsOpen } from './pane.ts'

interface Props {
  label: string
  items: readonly WorkItem[]
  at: string | undefined
  onShow: (item: WorkItem) => void
  choosing?: Choosing | undefined
  more?: TableProps<WorkItem>['more']
  empty?: ReactNode
}

/** The rows of the work queue: due time · step · case reference · other agency · urgency · assignee. */
export const WorkList = ({ label, items, at, onShow, choosing, more, empty }: Props) => {
  const t = useTranslate()
  const who = useWho()
  const columns: Column<WorkItem>[] = [
    {
      id: 'due',
      header: t('work-items.columns.due'),
      width: 'minmax(13rem, max-content)',
      narrow: 'line',
      cell: ({ dueAt, late }) => <Due at={dueAt} late={late} />,
    },
    {
      id: 'step',
      header: t('work-items.columns.step'),
      width: 'minmax(9rem, 1.2fr)',
      narrow: 'lead',
      cell: (item) => (
        <Link
          {...subjectLink(item)}
          className="stretch-link"
          onClick={(event) => {
            // A click shows the row's record in the pane beside the list; Enter, which is a click without a pointer,
            // opens the record's page.
            if (event.detail === 0 || event.metaKey || event.ctrlKey || !paneIsOpen()) return
            event.preventDefault()
            onShow(item)
          }}
        >
          {stepWords(item.step, t, item.detail)}
        </Link>
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
      header: t('work-items.columns.agency'),
      width: 'minmax(7rem, 1fr)',
      cell: ({ counterparty }) => counterparty && <span className="block truncate">{counterparty.name}</span>,
    },
    {
      id: 'urgency',
      header: t('work-items.columns.urgency'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ urgency }) => <UrgencyBadge urgency={urgency} />,
    },
    {
      id: 'who',
      header: t('work-items.columns.who'),
      width: 'minmax(5rem, 9rem)',
      roomy: true,
      cell: ({ side, assigneeId }) => side === 'owes' && <span className="block truncate">{who(assigneeId)}</span>,
    },
  ]
  return (
    <Table
      label={label}
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      selected={items.find(({ subjectId }) => subjectId === at)?.id}
      choosing={
        choosing && {
          ...choosing,
          nameOf: ({ step, detail, caseReference }) => `${stepWords(step, t, detail)} ${caseReference ?? ''}`,
        }
      }
      more={more}
      empty={empty}
    />
  )
}
