import { definitionKey, workNumbers } from '@palermo/shared/dashboards/definitions.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { ExportButton } from '../download/ExportButton.tsx'
import { SavedFilters } from '../filters/SavedFilters.tsx'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { moreOf, Table } from '../ui/Table.tsx'
import { useWorkItemColumns } from './columns.tsx'
import { NarrowedBy } from './NarrowedBy.tsx'
import { filePath, workListQuery } from './queries.ts'
import { Filters, type WorkListSearch } from './search.ts'

/**
 * Lists the records that a figure counts: codes, steps, agencies and times. The list names no person and links to no
 * case.
 */
export const ListPage = ({ search }: { search: WorkListSearch }) => {
  const t = useTranslate()
  const list = useInfiniteQuery({ ...workListQuery(search), throwOnError: orTrouble })
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  // Rows have no id and cannot be opened, so the index of a row is its React key.
  const places = new Map(rows.map((row, at) => [row, at]))
  const columns = useWorkItemColumns(search.number)
  return (
    <Page
      title={t(`dashboards.numbers.${search.number}`)}
      windowTitle={t('dashboards.title')}
      wide
      lead={<p className="measure">{t(definitionKey(search.number))}</p>}
      actions={
        <>
          <SavedFilters page="numbers" search={search} />
          <ExportButton path={filePath('/dashboards/work/list', search)} />
          <ButtonLink to="/dashboard" search={Filters.parse(search)} icon={ArrowLeft}>
            {t('dashboards.back')}
          </ButtonLink>
        </>
      }
    >
      <NarrowedBy search={search} counted={workNumbers[search.number].counted} />
      <div className="card overflow-clip">
        {list.isPending ? (
          <SkeletonRows />
        ) : (
          <Table
            label={t(`dashboards.numbers.${search.number}`)}
            columns={columns}
            rows={rows}
            rowKey={(row) => String(places.get(row))}
            more={moreOf(list)}
            empty={<EmptyState of={list} sentence={t('dashboards.list-empty')} />}
          />
        )}
      </div>
    </Page>
  )
}
