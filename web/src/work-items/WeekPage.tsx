import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useIntl } from 'react-intl'
import { useKeyActs } from '../keys/acts.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Page } from '../ui/Page.tsx'
import { todayIn } from '../ui/when.ts'
import { dayOf, weekOf, weeksLater } from './days.ts'
import { weekQuery } from './queries.ts'
import { WeekDay } from './WeekDay.tsx'
import { WeekItem } from './WeekItem.tsx'

export interface WeekSearch {
  day?: string | undefined
  team?: boolean | undefined
}

/**
 * The week of the reader or of the team: due items and logged contacts by day, each day in a column if the page is wide
 * enough.
 */
export const WeekPage = ({ search }: { search: WeekSearch }) => {
  const t = useTranslate()
  const me = useMe()
  const intl = useIntl()
  const navigate = useNavigate()
  const today = todayIn(me.zone)
  const week = weekOf(search.day ?? today, me.zone)
  const team = search.team === true && me.actions.includes('see-team')
  const { data } = useSuspenseQuery(weekQuery(week, team))
  const go = (next: WeekSearch) =>
    void navigate({ to: '/week', search: { ...search, ...next }, resetScroll: false, replace: true })
  const move = (weeks: number) => go({ day: weeksLater(week.monday, weeks) })
  useKeyActs({ earlier: () => move(-1), now: () => go({ day: undefined }), later: () => move(1) })
  const named = (date: string) =>
    intl.formatDate(`${date}T12:00:00Z`, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const isNow = week.days.includes(today)
  return (
    <Page
      title={t('work-items.week.title', { from: named(week.monday) })}
      windowTitle={t('work-items.week')}
      wide
      actions={
        <>
          <Button icon={ChevronLeft} onPress={() => move(-1)} aria-keyshortcuts="p">
            {t('work-items.week.previous')}
          </Button>
          <Button isDisabled={isNow} onPress={() => go({ day: undefined })} aria-keyshortcuts="t">
            {t('work-items.week.this')}
          </Button>
          <Button icon={ChevronRight} onPress={() => move(1)} aria-keyshortcuts="n">
            {t('work-items.week.next')}
          </Button>
          <ButtonLink to="/work" rank="quiet">
            {t('work-items.title')}
          </ButtonLink>
        </>
      }
    >
      {me.actions.includes('see-team') && (
        <Checkbox label={t('work-items.week.team')} checked={team} onChange={(on) => go({ team: on || undefined })} />
      )}
      {data.cut && <Alert tone="warn" title={t('work-items.week.cut')} />}
      {isNow && data.before.length > 0 && (
        <section aria-label={t('work-items.week.before')} className="card p-3">
          <h2 className="text-large text-late">{t('work-items.week.before')}</h2>
          <ul className="grid gap-x-4 divide-y divide-line sm:grid-cols-2 sm:divide-y-0 xl:grid-cols-4">
            {data.before.map((item) => (
              <WeekItem key={item.id} item={item} team={team} withDay />
            ))}
          </ul>
        </section>
      )}
      <div className="grid gap-3 xl:grid-cols-7 print:grid-cols-1">
        {week.days.map((day) => (
          <WeekDay
            key={day}
            day={day}
            isToday={day === today}
            isPast={day < today}
            team={team}
            due={data.due.filter(({ dueAt }) => dayOf(dueAt, me.zone) === day)}
            contacts={data.contacts.filter(({ at }) => dayOf(at, me.zone) === day)}
          />
        ))}
      </div>
    </Page>
  )
}
