import type { WorkItem } from '@palermo/shared/dashboards/contract.ts'
import { definitionKey } from '@palermo/shared/dashboards/definitions.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Download } from 'lucide-react'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { hasWords, useSay } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { useMe } from '../session/useSession.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { At, Due } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { NarrowedBy } from './NarrowedBy.tsx'
import { takeAway, workListQuery } from './queries.ts'
import { Filters, type WorkListSearch } from './search.ts'

/** What one number counts: codes, steps, agencies and times. It names nobody and opens no case. */
export const ListPage = ({ search }: { search: WorkListSearch }) => {
  const say = useSay()
  const list = useInfiniteQuery({ ...workListQuery(search), throwOnError: orTrouble })
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  // A line has no id of its own: it opens nothing.
  const places = new Map(rows.map((row, at) => [row, at]))
  const columns = useColumns(search.number)
  return (
    <Page
      title={say(`dashboards.numbers.${search.number}`)}
      windowTitle={say('dashboards.title')}
      wide
      lead={<p className="measure">{say(definitionKey(search.number))}</p>}
      actions={
        <>
          <Button rank="quiet" icon={Download} onPress={() => void takeAway('/dashboards/work/list', search)}>
            {say('dashboards.export')}
          </Button>
          <ButtonLink to="/dashboard" search={Filters.parse(search)} icon={ArrowLeft}>
            {say('dashboards.back')}
          </ButtonLink>
        </>
      }
    >
      <NarrowedBy search={search} />
      <div className="card overflow-clip">
        {list.isPending ? (
          <SkeletonRows />
        ) : (
          <Table
            label={say(`dashboards.numbers.${search.number}`)}
            columns={columns}
            rows={rows}
            rowKey={(row) => String(places.get(row))}
            more={{
              has: list.hasNextPage,
              loading: list.isFetchingNextPage,
              load: () => void list.fetchNextPage(),
            }}
            empty={<EmptyState sentence={say('dashboards.list-empty')} />}
          />
        )}
      </div>
    </Page>
  )
}

/** Of `taken` and `missed` the clock is the one that was measured: it may have stopped long ago, so it is not called late. */
const measured = ['taken', 'missed']

const useColumns = (number: string): Column<WorkItem>[] => {
  const say = useSay()
  const label = useCodeLabel()
  const me = useMe()
  // A lead sees no case; whoever answers for work finds theirs by its code.
  const running = !measured.includes(number)
  const opens = me.function !== 'lead'
  const statusOf = ({ status }: WorkItem) => {
    const key = [`referrals.status.${status}`, `cases.status.${status}`, `tasks.status.${status}`].find(hasWords)
    return key ? say(key) : status
  }
  const reasonOf = ({ reason }: WorkItem) => {
    if (reason === null) return null
    const late = `deadlines.breach-reasons.${reason}`
    return hasWords(`codes.decline-reasons.${reason}`)
      ? label('decline-reasons', reason)
      : hasWords(late)
        ? say(late)
        : reason
  }
  return [
    {
      id: 'code',
      header: say('cases.columns.code'),
      width: 'max-content',
      cell: ({ caseReference }) =>
        caseReference === null ? (
          <span className="text-quiet">{say('referrals.no-code')}</span>
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
      header: say('cases.columns.status'),
      width: 'minmax(8rem, max-content)',
      narrow: 'end',
      cell: (row) => <span className="text-small">{statusOf(row)}</span>,
    },
    {
      id: 'step',
      header: say('dashboards.step'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ step }) => step && stepWords(step, say),
    },
    {
      id: 'ends',
      header: say('dashboards.from-to'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ sender, receiver, owes }) =>
        sender || receiver ? `${sender?.name ?? '…'} → ${receiver?.name ?? '…'}` : owes?.name,
    },
    {
      id: 'owes',
      header: say('dashboards.owes'),
      width: 'minmax(8rem, 1fr)',
      narrow: 'drop',
      roomy: true,
      cell: ({ owes }) => <span className="block truncate">{owes?.name}</span>,
    },
    {
      id: 'sent',
      header: say('referrals.columns.sent'),
      width: 'max-content',
      narrow: 'drop',
      cell: ({ sentAt }) => sentAt && <At at={sentAt} />,
    },
    {
      id: 'due',
      header: say('desk.columns.due'),
      width: 'minmax(12rem, max-content)',
      cell: ({ dueAt }) => dueAt && (running ? <Due at={dueAt} /> : <At at={dueAt} />),
    },
    {
      id: 'reason',
      header: say('dashboards.reason'),
      width: 'minmax(8rem, 1fr)',
      cell: reasonOf,
    },
  ]
}
