import { caseSorts } from '@palermo/shared/cases/contract.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FolderLock, Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { type CaseFilter, casesQuery } from '../cases/queries.ts'
import { type CasesSearch, type CaseTab, caseTabs, usualSort } from '../cases/search.ts'
import { SavedFilters } from '../filters/SavedFilters.tsx'
import { useOpening } from '../filters/useOpening.ts'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { useMe } from '../session/useSession.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { SortSelect } from '../ui/SortSelect.tsx'
import { moreOf } from '../ui/Table.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import { CaseList } from './CaseList.tsx'

const OwnCaseDialog = lazy(() => import('./OwnCaseDialog.tsx').then((found) => ({ default: found.OwnCaseDialog })))

/** Lists the cases of the reader's agency that the reader may see; open cases are ordered by due time. */
export const CasesPage = ({ search }: { search: CasesSearch }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const tab = search.tab ?? 'open'
  const me = useMe()
  const [opening, setOpening] = useState(false)
  const opensOwn = me.actions.includes('open-own-case')
  const list = useInfiniteQuery({ ...casesQuery(filterOf(search)), throwOnError: orTrouble })
  const change = (next: Partial<CasesSearch>) =>
    void navigate({ to: '/cases', search: { ...search, ...next }, replace: 'q' in next, resetScroll: false })
  useOpening('cases', search)
  const filtered = [search.mine, search.child, search.q].filter(Boolean).length
  return (
    <Page
      title={t('cases.title')}
      wide
      actions={
        opensOwn && (
          <>
            <ButtonLink to="/cases/clients" icon={Users}>
              {t('cases.clients.title')}
            </ButtonLink>
            <Button icon={FolderLock} onPress={() => setOpening(true)}>
              {t('cases.own.open')}
            </Button>
          </>
        )
      }
    >
      {opening && (
        <Suspense>
          <OwnCaseDialog onClose={() => setOpening(false)} />
        </Suspense>
      )}
      <div className="card overflow-clip">
        <Tabs
          label={t('cases.title')}
          selected={tab}
          onSelect={(next: CaseTab) => change({ tab: next === 'open' ? undefined : next, sort: undefined })}
          items={caseTabs.map((id) => ({ id, label: t(`cases.tabs.${id}`) }))}
        >
          <Toolbar
            label={t('work-items.filters')}
            set={filtered}
            end={
              <SortSelect
                value={search.sort ?? usualSort(tab)}
                options={caseSorts.map((value) => ({ value, label: t(`cases.sort.${value}`) }))}
                onChange={(sort) => change({ sort: sort === usualSort(tab) ? undefined : sort })}
              />
            }
          >
            <SearchBox
              label={t('cases.find')}
              value={search.q ?? ''}
              maxLength={20}
              onChange={(q) => change({ q: q || undefined })}
            />
            <Checkbox
              label={t('cases.mine')}
              checked={search.mine ?? false}
              onChange={(on) => change({ mine: on || undefined })}
            />
            <Checkbox
              label={t('cases.child')}
              checked={search.child ?? false}
              onChange={(on) => change({ child: on || undefined })}
            />
            {filtered > 0 && (
              <Button rank="quiet" onPress={() => change({ mine: undefined, child: undefined, q: undefined })}>
                {t('work-items.clear-filters')}
              </Button>
            )}
            <SavedFilters page="cases" search={search} />
          </Toolbar>
          {list.isPending ? (
            <SkeletonRows />
          ) : (
            <CaseList
              label={t(`cases.tabs.${tab}`)}
              rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
              withStatus={tab === 'all'}
              more={moreOf(list)}
              empty={
                <EmptyState
                  of={list}
                  sentence={t(filtered > 0 ? 'work-items.empty-filtered' : `cases.empty.${tab}`)}
                  action={filtered === 0 && <ButtonLink to="/referrals">{t('work-items.see-referrals')}</ButtonLink>}
                />
              }
            />
          )}
        </Tabs>
      </div>
    </Page>
  )
}

const filterOf = ({ tab, mine, child, q, sort }: CasesSearch): CaseFilter => ({
  sort: sort ?? usualSort(tab ?? 'open'),
  ...(tab === 'all' ? {} : { open: tab !== 'closed' }),
  ...(mine ? { mine } : {}),
  ...(child ? { child } : {}),
  ...(q ? { q } : {}),
})
