import type { OpeningHours } from '@palermo/shared/agencies/contract.ts'
import { Plus, TriangleAlert, X } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { TimeBox } from '../ui/TimeField.tsx'
import { useWeekday, weekdays } from './HoursTable.tsx'

interface Props {
  value: readonly OpeningHours[]
  onChange: (hours: OpeningHours[]) => void
  error?: string | undefined
}

const usual = { opens: '08:00', closes: '17:00' }

/** Edits opening hours by day; a day may have two periods, and a period may end after midnight. */
export const HoursField = ({ value, onChange, error }: Props) => {
  const t = useTranslate()
  const nameOf = useWeekday()
  const monday = value.filter(({ weekday }) => weekday === 1)
  const replace = (old: OpeningHours, next: OpeningHours | undefined) =>
    onChange(value.flatMap((one) => (one === old ? (next ? [next] : []) : [one])))
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-strong">{t('agencies.hours')}</legend>
      <p className="measure mb-1 text-small text-quiet">{t('agencies.form.hours-hint')}</p>
      <ul className="flex flex-col divide-y divide-line">
        {weekdays.map((weekday) => {
          const spans = value.filter((one) => one.weekday === weekday)
          return (
            <li key={weekday} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2">
              <span className="w-28">{nameOf(weekday)}</span>
              {spans.length === 0 && <span className="text-quiet">{t('agencies.shut')}</span>}
              {spans.map((span, index) => (
                <span key={`${weekday}-${index.toString()}`} className="inline-flex items-center gap-1">
                  <TimeBox
                    label={t('agencies.form.opens', { day: nameOf(weekday) })}
                    value={span.opens}
                    onChange={(opens) => replace(span, { ...span, opens })}
                  />
                  <span aria-hidden="true">–</span>
                  <TimeBox
                    label={t('agencies.form.closes', { day: nameOf(weekday) })}
                    value={span.closes}
                    onChange={(closes) => replace(span, { ...span, closes })}
                  />
                  <IconButton
                    icon={X}
                    label={t('agencies.form.remove-hours', { day: nameOf(weekday) })}
                    onPress={() => replace(span, undefined)}
                  />
                </span>
              ))}
              <Button
                rank="quiet"
                icon={Plus}
                aria-label={t('agencies.form.add-hours-on', { day: nameOf(weekday) })}
                onPress={() => onChange([...value, { weekday, ...usual }])}
              >
                {t('agencies.form.add-hours')}
              </Button>
              {weekday === 1 && monday.length > 0 && (
                <Button
                  rank="quiet"
                  onPress={() =>
                    onChange([
                      ...value.filter((one) => one.weekday === 1 || one.weekday > 5),
                      ...[2, 3, 4, 5].flatMap((day) => monday.map((span) => ({ ...span, weekday: day }))),
                    ])
                  }
                >
                  {t('agencies.form.as-monday')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {error && (
        <p className="flex items-start gap-1.5 text-small text-late">
          <TriangleAlert aria-hidden size={15} strokeWidth={2.2} className="mt-0.5 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  )
}
