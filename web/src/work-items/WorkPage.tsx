import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import { StandingInNote } from '../absences/StandingInNote.tsx'
import { useOpening } from '../filters/useOpening.ts'
import { useKeyActs } from '../keys/acts.ts'
import { showOverlay } from '../keys/overlay.ts'
import { useTranslate } from '../messages.ts'
import { isAnswered, subjectLink } from '../navigation/subjects.ts'
import { ReadingPane } from '../panes/ReadingPane.tsx'
import { useMe } from '../session/useSession.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { useChoosing } from '../ui/choosing.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { ListState } from '../ui/list-state.ts'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { moreOf } from '../ui/Table.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { ChooseRows, ChosenBar } from './ChosenBar.tsx'
import { paneIsOpen } from './pane.ts'
import { type WorkItemFilter, workItemCountsQuery, workItemsQuery } from './queries.ts'
import type { WorkSearch, WorkTab } from './search.ts'
import { WorkFilters } from './WorkFilters.tsx'
import { WorkList } from './WorkList.tsx'

/**
 * The work queue: work that the agency owes, work that other agencies owe to this agency, and late work. Items can be
 * done in the pane beside the queue.
 */
export const WorkPage = ({ search }: { search: WorkSearch }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const tab = search.tab ?? 'owes'
  const { data: counts } = useQuery(workItemCountsQuery)
  const list = useInfiniteQuery(workItemsQuery(filterOf(search)))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const at = useShown(items, search.at)

  const change = (next: Partial<WorkSearch>, replace = false) =>
    navigate({ to: '/work', search: { ...search, ...next }, replace, resetScroll: false })
  useOpening('work', search)
  const show = (item: WorkItem) => change({ at: item.subjectId, act: undefined }, search.at !== undefined)
  const open = (item: WorkItem, act?: string) =>
    act && paneIsOpen() ? change({ at: item.subjectId, act }) : navigate(subjectLink(item, act))
  const choosing = useChoosing()
  // Work that other agencies owe cannot be assigned here, so the rows of this tab cannot be selected.
  const chooses = tab === 'is-owed' ? undefined : choosing
  const answer = (act: string) => () => at && isAnswered(at) && void open(at, act)
  useKeyActs({
    moved: (row) => {
      const item = items.find(({ id }) => id === row)
      if (item) void show(item)
    },
    accept: answer('accept'),
    decline: answer('decline'),
    choose: () => at && chooses?.flip(at.id),
  })

  return (
    <Page
      title={t('work-items.title')}
      wide
      actions={
        <>
          <ButtonLink to="/week" icon={CalendarDays}>
            {t('work-items.week')}
          </ButtonLink>
          <span className="max-xl:hidden">
            <Button rank="quiet" onPress={() => showOverlay('keys')}>
              {t('keys.title')}
            </Button>
          </span>
        </>
      }
    >
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)]">
        <div className="card min-w-0 overflow-clip">
          <Tabs
            label={t('work-items.title')}
            selected={tab}
            onSelect={(next: WorkTab) => change({ tab: next === 'owes' ? undefined : next, at: undefined })}
            items={[
              { id: 'owes', label: t('work-items.tabs.owes'), count: counts?.owes },
              { id: 'is-owed', label: t('work-items.tabs.is-owed'), count: counts?.isOwed },
              { id: 'late', label: t('work-items.tabs.late'), count: counts?.late, late: true },
            ]}
          >
            <WorkFilters
              search={search}
              mine={counts?.mine}
              items={items}
              change={change}
              end={chooses && items.length > 0 && <ChooseRows choosing={chooses} />}
            />
            <StandingInNote />
            {chooses && <ChosenBar choosing={chooses} items={items} />}
            {list.isPending ? (
              <SkeletonRows />
            ) : (
              <WorkList
                label={t(`work-items.tabs.${tab}`)}
                items={items}
                at={search.at}
                onShow={show}
                choosing={chooses}
                more={moreOf(list)}
                empty={<Nothing of={list} search={search} clear={() => change(cleared)} />}
              />
            )}
            {tab === 'late' && <LateThere search={search} at={search.at} onShow={show} />}
          </Tabs>
        </div>
        <ReadingPane item={at} act={search.act} onAct={(act) => change({ act }, act === undefined)} />
      </div>
    </Page>
  )
}

const cleared = { mine: undefined, agency: undefined, step: undefined, urgency: undefined }

/**
 * Returns the item whose record is shown in the pane; an item whose row leaves the queue, because its work was just
 * done, stays there.
 */
const useShown = (items: readonly WorkItem[], at: string | undefined): WorkItem | undefined => {
  const [last, setLast] = useState<WorkItem>()
  const found = items.find(({ subjectId }) => subjectId === at)
  if (found && found !== last) setLast(found)
  return found ?? (last?.subjectId === at ? last : undefined)
}

const filterOf = ({ tab, mine, agency, step, urgency }: WorkSearch): WorkItemFilter => ({
  side: tab === 'is-owed' ? 'is-owed' : 'owes',
  ...(tab === 'late' ? { late: true } : {}),
  ...(mine ? { mine } : {}),
  ...(agency ? { agency } : {}),
  ...(step ? { step } : {}),
  ...(urgency ? { urgency } : {}),
})

/** Late work that other agencies owe to the reader's agency, shown below the agency's own late work. */
const LateThere = ({
  search,
  at,
  onShow,
}: {
  search: WorkSearch
  at: string | undefined
  onShow: (item: WorkItem) => void
}) => {
  const t = useTranslate()
  const list = useInfiniteQuery(workItemsQuery({ ...filterOf(search), side: 'is-owed' }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return <EmptyState of={list} rows={0} />
  return (
    <section aria-labelledby="late-there" className="border-t border-line">
      <h2 id="late-there" className="px-3 pt-4 pb-2">
        {t('work-items.late-there')}
      </h2>
      <WorkList label={t('work-items.late-there')} items={items} at={at} onShow={onShow} more={moreOf(list)} />
    </section>
  )
}

const Nothing = ({ of, search, clear }: { of: ListState; search: WorkSearch; clear: () => void }) => {
  const t = useTranslate()
  const me = useMe()
  const filtered = search.mine || search.agency || search.step || search.urgency
  if (filtered)
    return (
      <EmptyState
        of={of}
        sentence={t('work-items.empty-filtered')}
        action={<Button onPress={clear}>{t('work-items.clear-filters')}</Button>}
      />
    )
  return (
    <EmptyState
      of={of}
      sentence={t(`work-items.empty.${search.tab ?? 'owes'}`, { agency: me.agencyName })}
      action={<ButtonLink to="/referrals">{t('work-items.see-referrals')}</ButtonLink>}
    />
  )
}
