import type { Agency } from '@palermo/shared/agencies/contract.ts'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** Returns a function that names a weekday in the reader's language, from 1 for Monday to 7 for Sunday. */
export const useWeekday = (): ((weekday: number) => string) => {
  const { formatDate } = useIntl()
  // Weekday names are taken from the week of 1 January 2024, which was a Monday.
  return (weekday) => formatDate(new Date(Date.UTC(2024, 0, weekday, 12)), { weekday: 'long', timeZone: 'UTC' })
}

/** Shows opening hours by day, in the time zone of the agency. */
export const HoursTable = ({ agency }: { agency: Agency }) => {
  const t = useTranslate()
  const nameOf = useWeekday()
  if (agency.alwaysOpen) return <p>{t('agencies.always-open')}</p>
  if (agency.hours.length === 0) return <p className="text-quiet">{t('agencies.hours-not-said')}</p>
  return (
    <>
      <dl className="figures grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-6 gap-y-1">
        {weekdays.map((weekday) => {
          const spans = agency.hours.filter((one) => one.weekday === weekday)
          return (
            <div key={weekday} className="contents">
              <dt>{nameOf(weekday)}</dt>
              <dd className={spans.length === 0 ? 'text-quiet' : ''}>
                {spans.length === 0
                  ? t('agencies.shut')
                  : spans.map(({ opens, closes }) => `${opens}–${closes}`).join(', ')}
              </dd>
            </div>
          )
        })}
      </dl>
      <p className="text-small text-quiet">{t('agencies.local-time', { zone: agency.zone })}</p>
    </>
  )
}
