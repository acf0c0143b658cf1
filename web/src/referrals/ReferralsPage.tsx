import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { referralSorts } from '@palermo/shared/referrals/contract.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCodeLabel } from '../codes/labels.ts'
import { SavedFilters } from '../filters/SavedFilters.tsx'
import { useOpening } from '../filters/useOpening.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { SortSelect } from '../ui/SortSelect.tsx'
import { moreOf } from '../ui/Table.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import { type ReferralFilter, referralsQuery } from './queries.ts'
import { ReferralList } from './ReferralList.tsx'
import { type Box, boxes, type ReferralsSearch } from './search.ts'
import { WaitingSends } from './WaitingSends.tsx'

/**
 * Lists the referrals that the agency received, that the reader sent, or that the team sent; newest or oldest first.
 */
export const ReferralsPage = ({ search }: { search: ReferralsSearch }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const me = useMe()
  const navigate = useNavigate()
  const box = search.box ?? 'inbox'
  const list = useInfiniteQuery(referralsQuery(filterOf(search)))
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const change = (next: Partial<ReferralsSearch>) =>
    void navigate({ to: '/referrals', search: { ...search, ...next }, resetScroll: false })
  useOpening('referrals', search)
  const filters = [search.status, search.urgency, search.agency].filter(Boolean)
  const filtered = filters.length > 0
  const others = new Map(
    rows.flatMap(({ from, to }) =>
      [from, ...(to ? [to] : [])].filter(({ id }) => id !== me.agencyId).map(({ id, name }) => [id, name] as const),
    ),
  )
  const mayOverlook = me.actions.includes('see-team')
  return (
    <Page title={t('referrals.title')} wide>
      <div className="card overflow-clip">
        <Tabs
          label={t('referrals.title')}
          selected={box}
          onSelect={(next: Box) => change({ box: next === 'inbox' ? undefined : next })}
          items={boxes.map((id) => ({ id, label: t(`referrals.boxes.${id}`) }))}
        >
          <Toolbar
            label={t('work-items.filters')}
            set={filters.length}
            end={
              <SortSelect
                value={search.sort ?? 'newest'}
                options={referralSorts.map((value) => ({ value, label: t(`referrals.sort.${value}`) }))}
                onChange={(sort) => change({ sort: sort === 'newest' ? undefined : sort })}
              />
            }
          >
            <Checkbox
              label={t('referrals.with-ended')}
              checked={search.ended ?? false}
              onChange={(on) => change({ ended: on || undefined })}
            />
            <FilterSelect
              label={t('referrals.columns.status')}
              value={search.status ?? ''}
              options={referralWorkflow.statuses.map((value) => ({ value, label: t(`referrals.status.${value}`) }))}
              onChange={(status) => change({ status: status || undefined })}
            />
            <FilterSelect
              label={t('work-items.columns.urgency')}
              value={search.urgency ?? ''}
              options={urgencies.map((value) => ({ value, label: label('urgencies', value) }))}
              onChange={(urgency) => change({ urgency: urgency || undefined })}
            />
            <FilterSelect
              label={t('work-items.columns.agency')}
              value={search.agency ?? ''}
              options={[...others].map(([value, name]) => ({ value, label: name }))}
              onChange={(agency) => change({ agency: agency || undefined })}
            />
            {filtered && (
              <Button rank="quiet" onPress={() => change({ status: undefined, urgency: undefined, agency: undefined })}>
                {t('work-items.clear-filters')}
              </Button>
            )}
            <SavedFilters page="referrals" search={search} />
          </Toolbar>
          {box !== 'inbox' && <WaitingSends />}
          {list.isPending ? (
            <SkeletonRows />
          ) : (
            <ReferralList
              label={t(`referrals.boxes.${box}`)}
              box={box}
              rows={rows}
              more={moreOf(list)}
              empty={
                <EmptyState
                  of={list}
                  sentence={
                    filtered
                      ? t('work-items.empty-filtered')
                      : t(`referrals.empty.${box}${box === 'team' && !mayOverlook ? '-own' : ''}`)
                  }
                  action={!filtered && <ButtonLink to="/referrals/new">{t('shell.new-referral')}</ButtonLink>}
                />
              }
            />
          )}
        </Tabs>
      </div>
    </Page>
  )
}

const filterOf = ({ box, status, urgency, agency, ended, sort }: ReferralsSearch): ReferralFilter => ({
  box: box ?? 'inbox',
  sort: sort ?? 'newest',
  // Only open referrals are requested, unless the reader includes ended ones or selects a status, which may be that of
  // ended referrals.
  ...(ended || status ? {} : { open: true }),
  ...(status ? { status } : {}),
  ...(urgency ? { urgency } : {}),
  ...(agency ? { agency } : {}),
})
