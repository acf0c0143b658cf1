import type { Definition } from '@palermo/shared/dashboards/definitions.ts'
import { useQuery } from '@tanstack/react-query'
import { namesOf } from '../agencies/names.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useDrillWords } from '../filters/drills.ts'
import { useTranslate } from '../messages.ts'
import { Day } from '../ui/Day.tsx'
import { numbersQuery } from './queries.ts'
import { Filters, type WorkListSearch } from './search.ts'

interface Props {
  search: Omit<WorkListSearch, 'number'>
  /**
   * The time that the figure covers: a period, the present, or the time since a day. The selected period is shown only
   * for a figure that covers a period.
   */
  counted?: Definition['counted']
}

/** Shows the filters of the list, and to which sender, reason or other part of the figure the list is limited. */
export const NarrowedBy = ({ search, counted = 'period' }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const { data: numbers } = useQuery(numbersQuery(Filters.parse(search)))
  const nameOf = namesOf(numbers?.agencies ?? [])
  const drilled = useDrillWords(numbers?.agencies ?? [])
  const { agency, urgency } = search
  const narrowed = [
    ...(agency ? [[t('dashboards.filters.agency'), nameOf(agency)] as const] : []),
    ...(urgency ? [[t('work-items.columns.urgency'), label('urgencies', urgency)] as const] : []),
    ...drilled(search),
  ]
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      {numbers && counted === 'since' && (
        <div className="flex gap-2">
          <dt className="text-quiet">{t('dashboards.change-since')}</dt>
          <dd>
            <Day on={numbers.since} />
          </dd>
        </div>
      )}
      {numbers && counted === 'period' && (
        <div className="flex gap-2">
          <dt className="text-quiet">{t('dashboards.period')}</dt>
          <dd>
            <Day on={numbers.period.from} /> – <Day on={numbers.period.to} />
          </dd>
        </div>
      )}
      {narrowed.map(([name, value]) => (
        <div key={name} className="flex gap-2">
          <dt className="text-quiet">{name}</dt>
          <dd className="font-strong">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
