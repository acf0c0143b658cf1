import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileText, Table2 } from 'lucide-react'
import { useIntl } from 'react-intl'
import { ExportButton } from '../download/ExportButton.tsx'
import { useDrillWords } from '../filters/drills.ts'
import { useOpening } from '../filters/useOpening.ts'
import { useKeyActs } from '../keys/acts.ts'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { useMe } from '../session/useSession.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { AcceptancePanel } from './AcceptancePanel.tsx'
import { CaseloadPanel } from './CaseloadPanel.tsx'
import { ChangePanel } from './ChangePanel.tsx'
import { DashboardFilters } from './DashboardFilters.tsx'
import { FunnelPanel } from './FunnelPanel.tsx'
import { LatePanel } from './LatePanel.tsx'
import { MatrixPanel } from './MatrixPanel.tsx'
import { NarrowedBy } from './NarrowedBy.tsx'
import { CountedContext } from './NumberLink.tsx'
import { OpenPanel } from './OpenPanel.tsx'
import { filePath, numbersQuery } from './queries.ts'
import { type DashboardSearch, Filters } from './search.ts'
import { TrendPanel } from './TrendPanel.tsx'
import './sheet.css'

const column = 'flex min-w-0 flex-col gap-3'

/**
 * Shows the work of the task force on one screen and one printed sheet. Every figure is a link to the list of the
 * records that it counts.
 */
export const DashboardPage = ({ search }: { search: DashboardSearch }) => {
  const t = useTranslate()
  const me = useMe()
  const navigate = useNavigate()
  const { formatTime } = useIntl()
  const filters = Filters.parse(search)
  const { data: numbers } = useQuery({
    ...numbersQuery(filters),
    placeholderData: keepPreviousData,
    throwOnError: orTrouble,
  })
  const words = useDrillWords(numbers?.agencies ?? [])
  const change = (next: Partial<DashboardSearch>) =>
    void navigate({ to: '/dashboard', search: { ...search, ...next }, replace: true, resetScroll: false })
  useOpening('dashboard', search)
  const asTable = search.table ?? false
  useKeyActs({ tables: () => change({ table: asTable ? undefined : true }) })
  return (
    <Page
      title={t('dashboards.title')}
      wide
      beside={
        numbers && (
          <span className="text-small text-quiet">
            {t(`dashboards.scope.${numbers.scope}`)} ·{' '}
            {t('dashboards.as-of', {
              at: formatTime(numbers.asOf, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
            })}
          </span>
        )
      }
      actions={
        <>
          <Button
            rank="quiet"
            icon={Table2}
            aria-keyshortcuts="t"
            onPress={() => change({ table: asTable ? undefined : true })}
          >
            {t(asTable ? 'dashboards.as-charts' : 'dashboards.as-tables')}
          </Button>
          {me.actions.includes('lead-task-force') && (
            <ButtonLink rank="quiet" icon={FileText} to="/brief" search={{ since: search.since }}>
              {t('briefs.title')}
            </ButtonLink>
          )}
          <ExportButton path={filePath('/dashboards/work', filters)} />
        </>
      }
    >
      {numbers ? (
        <CountedContext value={{ filters, words }}>
          <div className="dashboard-sheet flex flex-col gap-3">
            <div className="hidden print:block">
              <NarrowedBy search={filters} />
            </div>
            <section aria-label={t('work-items.filters')} className="card overflow-clip">
              <DashboardFilters search={search} numbers={numbers} change={change} />
              <ChangePanel numbers={numbers} change={change} />
            </section>
            <div className="grid gap-3 lg:grid-cols-2 2xl:grid-cols-[1fr_2fr_1fr] print:grid-cols-[1fr_2fr_1fr]">
              <div
                className={`${column} lg:order-first lg:col-span-2 2xl:order-none 2xl:col-span-1 2xl:col-start-2 2xl:row-start-1 print:order-none print:col-span-1 print:col-start-2 print:row-start-1`}
              >
                <MatrixPanel numbers={numbers} step={search.step ?? 'accept'} asTable={asTable} change={change} />
                <LatePanel numbers={numbers} asTable={asTable} />
              </div>
              <div className={`${column} 2xl:col-start-1 2xl:row-start-1 print:col-start-1 print:row-start-1`}>
                <FunnelPanel numbers={numbers} />
                <OpenPanel numbers={numbers} asTable={asTable} />
                <TrendPanel numbers={numbers} asTable={asTable} />
              </div>
              <div className={`${column} 2xl:col-start-3 2xl:row-start-1 print:col-start-3 print:row-start-1`}>
                <AcceptancePanel numbers={numbers} asTable={asTable} />
                <CaseloadPanel numbers={numbers} />
              </div>
            </div>
          </div>
        </CountedContext>
      ) : (
        <SkeletonPage cards={6} />
      )}
    </Page>
  )
}
