import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Moon } from 'lucide-react'
import { KeptDirectory } from '../agencies/KeptLists.tsx'
import { type DirectoryFilter, directoryQuery } from '../agencies/queries.ts'
import { TonightList } from '../agencies/TonightList.tsx'
import { useOpening } from '../filters/useOpening.ts'
import { useTranslate } from '../messages.ts'
import { isCutOff } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { moreOf } from '../ui/Table.tsx'
import { AgencyList } from './AgencyList.tsx'
import { DirectoryFilters, nothingSought } from './DirectoryFilters.tsx'
import type { DirectorySearch } from './search.ts'

/** Finds agencies by service, region, language and opening hours; a search by place never finds protected services. */
export const DirectoryPage = ({ search }: { search: DirectorySearch }) => {
  const t = useTranslate()
  useOpening('directory', search)
  const me = useMe()
  const navigate = useNavigate()
  const filter = filterOf(search)
  const list = useInfiniteQuery(directoryQuery(filter))
  const agencies = list.data?.pages.flatMap(({ items }) => items) ?? []
  const sought = Object.values(search).some((value) => value !== undefined)
  const change = (next: Partial<DirectorySearch>) =>
    void navigate({ to: '/directory', search: { ...search, ...next }, replace: 'q' in next, resetScroll: false })
  return (
    <Page
      title={t('agencies.directory')}
      wide
      actions={
        <ButtonLink to="/directory/$id" params={{ id: me.agencyId }} rank="quiet">
          {t('agencies.own-entry')}
        </ButtonLink>
      }
    >
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(22rem,26rem)]">
        <div className="xl:sticky xl:top-18 xl:order-2 xl:max-h-[calc(100dvh-5.5rem)] xl:overflow-y-auto print:hidden">
          <Card title={t('agencies.tonight')} flush beside={<Moon aria-hidden size={18} className="text-quiet" />}>
            <p className="border-b border-line px-4 pb-2 text-small text-quiet">{t('agencies.tonight-lead')}</p>
            <TonightList
              key={[search.need, search.service, search.region, search.child].join()}
              need={search.need}
              service={search.service}
              region={search.region}
              child={search.child ?? false}
              most={3}
            />
          </Card>
        </div>
        <div className="card min-w-0 overflow-clip">
          <DirectoryFilters search={search} agencies={agencies} change={change} />
          {!list.data && isCutOff(list.error) ? (
            <KeptDirectory of={list} filter={filter} />
          ) : (
            <AgencyList
              label={t('agencies.directory')}
              rows={agencies}
              more={moreOf(list)}
              empty={
                <EmptyState
                  of={list}
                  sentence={t(sought ? 'agencies.none-sought' : 'agencies.none-at-all')}
                  action={
                    sought && <Button onPress={() => change(nothingSought)}>{t('work-items.clear-filters')}</Button>
                  }
                />
              }
            />
          )}
        </div>
      </div>
    </Page>
  )
}

const filterOf = (search: DirectorySearch): DirectoryFilter =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
