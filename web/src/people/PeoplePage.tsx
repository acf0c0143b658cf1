import { functions } from '@palermo/shared/actor.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { agenciesQuery } from '../agencies/queries.ts'
import { ExportButton } from '../download/ExportButton.tsx'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import { AdministrationNav } from './AdministrationNav.tsx'
import { PeopleList } from './PeopleList.tsx'
import { peopleQuery } from './queries.ts'
import type { PeopleSearch } from './search.ts'

const unset = { agency: undefined, function: undefined, disabled: undefined }

/** Lists all accounts. The search by name runs in the browser, since names must not appear in URLs. */
export const PeoplePage = ({ search }: { search: PeopleSearch }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const list = useInfiniteQuery({ ...peopleQuery(search), throwOnError: orTrouble })
  const { data: directory } = useQuery(agenciesQuery({ limit: 100 }))
  const everybody = list.data?.pages.flatMap(({ items }) => items) ?? []
  const wanted = name.toLocaleLowerCase()
  const rows = everybody.filter(
    (one) => wanted === '' || `${one.name} ${one.email}`.toLocaleLowerCase().includes(wanted),
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    // Further pages of the list are loaded during a search, because the person may be on a page that is not loaded yet.
    if (wanted !== '' && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [wanted, hasNextPage, isFetchingNextPage, fetchNextPage])
  const agencies = new Map([
    ...(directory?.items ?? []).map((one) => [one.id, one.name] as const),
    ...everybody.map((one) => [one.agencyId, one.agencyName] as const),
  ])
  const change = (next: Partial<PeopleSearch>) =>
    void navigate({ to: '/administration/people', search: { ...search, ...next }, resetScroll: false })
  const set = [search.agency, search.function, search.disabled].filter((value) => value !== undefined).length
  return (
    <Page
      title={t('people.administration')}
      wide
      actions={
        <>
          <ExportButton path="/people/export" />
          <ButtonLink to="/administration/people/new" rank="primary" icon={UserPlus}>
            {t('people.add')}
          </ButtonLink>
        </>
      }
    >
      <AdministrationNav />
      <div className="card overflow-clip">
        <Toolbar label={t('work-items.filters')} set={set}>
          <SearchBox label={t('people.find')} value={name} onChange={setName} />
          <FilterSelect
            label={t('people.columns.agency')}
            value={search.agency ?? ''}
            options={[...agencies]
              .map(([value, label]) => ({ value, label }))
              .sort((one, other) => one.label.localeCompare(other.label))}
            onChange={(agency) => change({ agency: agency || undefined })}
          />
          <FilterSelect
            label={t('people.columns.function')}
            value={search.function ?? ''}
            options={functions.map((value) => ({ value, label: t(`functions.${value}`) }))}
            onChange={(role) => change({ function: role || undefined })}
          />
          <FilterSelect
            label={t('people.columns.state')}
            value={search.disabled === undefined ? '' : search.disabled ? 'disabled' : 'active'}
            options={(['active', 'disabled'] as const).map((value) => ({ value, label: t(`people.state.${value}`) }))}
            onChange={(state) => change({ disabled: state === '' ? undefined : state === 'disabled' })}
          />
          {set > 0 && (
            <Button rank="quiet" onPress={() => change(unset)}>
              {t('work-items.clear-filters')}
            </Button>
          )}
        </Toolbar>
        {list.isPending ? (
          <SkeletonRows />
        ) : (
          <PeopleList
            rows={rows}
            more={{ has: hasNextPage, loading: isFetchingNextPage, load: () => void fetchNextPage() }}
            empty={<EmptyState of={list} sentence={t('people.none')} />}
          />
        )}
      </div>
    </Page>
  )
}
