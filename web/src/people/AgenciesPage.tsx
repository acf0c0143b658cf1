import type { Agency } from '@palermo/shared/agencies/contract.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Lock, Plus } from 'lucide-react'
import { directoryQuery } from '../agencies/queries.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { ExportButton } from '../download/ExportButton.tsx'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { Badge } from '../ui/Badge.tsx'
import { ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { type Column, moreOf, Table } from '../ui/Table.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import { AdministrationNav } from './AdministrationNav.tsx'
import type { AgenciesSearch } from './search.ts'

/** All agencies, with the fields that only administrators maintain. */
export const AgenciesPage = ({ search }: { search: AgenciesSearch }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const list = useInfiniteQuery({ ...directoryQuery(search.q ? { q: search.q } : {}), throwOnError: orTrouble })
  const columns = useColumns()
  return (
    <Page
      title={t('people.administration')}
      wide
      actions={
        <>
          <ExportButton path="/agencies/export" />
          <ButtonLink to="/administration/agencies/new" rank="primary" icon={Plus}>
            {t('people.add-agency')}
          </ButtonLink>
        </>
      }
    >
      <AdministrationNav />
      <div className="card overflow-clip">
        <Toolbar label={t('work-items.filters')}>
          <SearchBox
            label={t('agencies.find')}
            value={search.q ?? ''}
            onChange={(q) =>
              void navigate({
                to: '/administration/agencies',
                search: q ? { q } : {},
                replace: true,
                resetScroll: false,
              })
            }
          />
        </Toolbar>
        {list.isPending ? (
          <SkeletonRows />
        ) : (
          <Table
            label={t('people.agencies')}
            columns={columns}
            rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
            rowKey={({ id }) => id}
            more={moreOf(list)}
            empty={<EmptyState of={list} sentence={t(search.q ? 'agencies.none-sought' : 'agencies.none-at-all')} />}
          />
        )}
      </div>
    </Page>
  )
}

const useColumns = (): Column<Agency>[] => {
  const t = useTranslate()
  const label = useCodeLabel()
  return [
    {
      id: 'name',
      header: t('agencies.columns.name'),
      width: 'minmax(14rem, 1.5fr)',
      cell: ({ id, name }) => (
        <Link to="/directory/$id/edit" params={{ id }} className="stretch-link">
          {name}
        </Link>
      ),
    },
    {
      id: 'marks',
      header: t('people.columns.marks'),
      width: 'max-content',
      narrow: 'end',
      cell: (agency) =>
        agency.protected ? (
          <Badge icon={Lock}>{t('people.protected')}</Badge>
        ) : agency.placementDesk ? (
          <Badge tone="accent">{t('agencies.placement-desk')}</Badge>
        ) : (
          !agency.takesReferrals && <Badge tone="ended">{t('people.takes-none')}</Badge>
        ),
    },
    {
      id: 'sector',
      header: t('agencies.columns.sector'),
      width: 'minmax(8rem, max-content)',
      cell: ({ sector }) => t(`sectors.${sector}`),
    },
    {
      id: 'region',
      header: t('agencies.columns.region'),
      width: 'minmax(8rem, 0.8fr)',
      cell: ({ region }) => region,
    },
    {
      id: 'services',
      header: t('agencies.columns.services'),
      width: 'minmax(10rem, 1.5fr)',
      narrow: 'drop',
      cell: ({ services }) => (
        <span className="block truncate text-small">
          {services.map((service) => label('services', service)).join(', ')}
        </span>
      ),
    },
  ]
}
