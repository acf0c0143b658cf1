import type { WeekContact, WeekDue } from '@palermo/shared/work-items/week.ts'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { TextLink } from '../ui/TextLink.tsx'
import { WeekItem } from './WeekItem.tsx'

interface Props {
  /** The date, `YYYY-MM-DD`. */
  day: string
  isToday: boolean
  isPast: boolean
  team: boolean
  due: readonly WeekDue[]
  contacts: readonly WeekContact[]
}

/**
 * One day of the week: due items in order, then logged contacts. On a phone, an empty day is a single line and a past
 * empty day is omitted, so that today is on the first screen.
 */
export const WeekDay = ({ day, isToday, isPast, team, due, contacts }: Props) => {
  const t = useTranslate()
  const intl = useIntl()
  const name = intl.formatDate(`${day}T12:00:00Z`, {
    weekday: 'long',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  const isEmpty = due.length === 0 && contacts.length === 0
  return (
    <section
      aria-label={name}
      aria-current={isToday ? 'date' : undefined}
      className={`card min-w-0 break-inside-avoid p-3 ${isToday ? 'border-accent' : ''} ${isPast && isEmpty ? 'max-xl:hidden' : ''}`}
    >
      <h2 className="flex flex-wrap items-baseline gap-x-2 font-strong">
        {name}
        {isToday && <span className="text-small text-accent">{t('work-items.week.today')}</span>}
      </h2>
      {isEmpty && <p className="text-small text-quiet">{t('work-items.week.nothing')}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {due.map((item) => (
          <WeekItem key={item.id} item={item} team={team} />
        ))}
      </ul>
      {contacts.length > 0 && (
        <>
          <h3 className="mt-2 border-t border-line pt-2 text-small text-quiet">{t('work-items.week.contacts')}</h3>
          <ul className="flex flex-col gap-1">
            {contacts.map(({ id, caseId, caseReference, outcome, way }) => (
              <li key={id} className="text-small">
                <TextLink to="/cases/$id" params={{ id: caseId }} className="figures">
                  {caseReference}
                </TextLink>{' '}
                <span className="text-quiet">
                  {t(`contacts.outcomes.${outcome}`)} · {t(`contacts.ways.${way}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
