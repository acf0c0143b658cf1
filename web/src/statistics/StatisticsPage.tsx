import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { ExportButton } from '../download/ExportButton.tsx'
import { useKeyActs } from '../keys/acts.ts'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Day } from '../ui/Day.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { EqualityCheck } from './EqualityCheck.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { PeopleTiles } from './PeopleTiles.tsx'
import { PeopleTrend } from './PeopleTrend.tsx'
import { statisticsFile, statisticsQuery } from './queries.ts'
import { Shown } from './Shown.tsx'
import type { StatisticsSearch } from './search.ts'
import './statistics.css'

interface Props {
  search: StatisticsSearch
  /** Renders the published figures of a week; without `week`, those of the newest week. */
  published: (week?: string) => ReactNode
}

/** Shows the current figures to task-force leads, and the published figures to all other readers. */
export const StatisticsPage = (props: Props) => {
  const t = useTranslate()
  if (useMe().actions.includes('lead-task-force')) return <PeoplePage {...props} />
  return <Page title={t('statistics.title')}>{props.published()}</Page>
}

/**
 * The presumed victims known to the task force, counted weekly with suppression, for task-force leads, who see no
 * cases.
 */
const PeoplePage = ({ search, published }: Props) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const counted = useQuery({ ...statisticsQuery(search.week), throwOnError: orTrouble })
  const { data: read } = counted
  const asTable = search.table ?? false
  const change = (next: Partial<StatisticsSearch>) =>
    void navigate({ to: '/statistics', search: { ...search, ...next }, replace: true, resetScroll: false })
  const flip = () => change({ table: asTable ? undefined : true })
  useKeyActs({ tables: flip })
  return (
    <Page
      title={t('statistics.title')}
      wide
      lead={read?.week ? t('statistics.lead') : undefined}
      beside={
        read?.week && (
          <span className="text-small text-quiet">
            {t('statistics.as-of')} <Day on={read.week} />
          </span>
        )
      }
      actions={
        read?.week && (
          <>
            <Button rank="quiet" icon={Table2} aria-keyshortcuts="t" onPress={flip}>
              {t(asTable ? 'dashboards.as-charts' : 'dashboards.as-tables')}
            </Button>
            <ExportButton path={statisticsFile(read.week)} />
          </>
        )
      }
    >
      {read === undefined ? (
        <SkeletonPage cards={6} />
      ) : read.week === null ? (
        <EmptyState of={counted} sentence={t('statistics.none-yet')} />
      ) : (
        <Tables published={published} read={read} asTable={asTable} choose={(week) => change({ week })} />
      )}
    </Page>
  )
}

const Tables = ({
  read: { week, weeks, tables, trend, unpublished },
  asTable,
  choose,
  published,
}: {
  read: Statistics
  published: Props['published']
  asTable: boolean
  choose: (week: string | undefined) => void
}) => {
  const t = useTranslate()
  const { formatDate } = useIntl()
  const words = (on: string) =>
    formatDate(new Date(`${on}T12:00:00Z`), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const lastUnpublished = unpublished.at(-1)
  return (
    <div className="statistics-sheet flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="w-64 print:hidden">
          <Select
            label={t('statistics.week')}
            value={week ?? ''}
            options={weeks.map((one) => ({ value: one, label: words(one) }))}
            onChange={(one) => choose(one === weeks[0] ? undefined : one)}
          />
        </div>
        <p className="measure grow text-small text-quiet">
          <Shown value={null} /> {t('statistics.legend')}
        </p>
      </div>
      {lastUnpublished && (
        <p className="measure text-quiet">
          {t('statistics.unpublished', { count: unpublished.length, last: words(lastUnpublished) })}
        </p>
      )}
      <PeopleTiles trend={trend} />
      <div className="people-columns">
        <PeopleTrend trend={trend} asTable={asTable} />
        <EqualityCheck tables={tables} />
        {week !== null && published(week)}
        {tables
          .filter(({ table }) => table !== 'people')
          .map((table) => (
            <PeopleTable key={table.table} table={table} />
          ))}
      </div>
    </div>
  )
}
