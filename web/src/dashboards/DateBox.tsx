import { type CalendarDate, parseDate, toCalendarDate } from '@internationalized/date'
import { useEffect, useId, useState } from 'react'
import { DayPicker } from '../ui/DateField.tsx'
import { Day } from '../ui/Day.tsx'

interface Props {
  label: string
  /** A date in the form `YYYY-MM-DD`. */
  value: string
  min?: string
  max?: string
  onChange: (day: string | undefined) => void
}

/**
 * A date field among filters. Calls `onChange` only with a complete date, so that the figures are not loaded again for
 * every typed digit.
 */
export const DateBox = ({ label, value, min, max, onChange }: Props) => {
  const id = useId()
  const [typed, setTyped] = useState<CalendarDate | null>(() => parseDate(value))
  useEffect(() => setTyped(parseDate(value)), [value])
  const day = typed?.toString()
  return (
    <span className="inline-flex items-center gap-1.5">
      <span id={id} className="text-quiet">
        {label}
      </span>
      <span className="print:hidden">
        <DayPicker
          labelledBy={id}
          value={typed}
          min={min ? parseDate(min) : null}
          max={max ? parseDate(max) : null}
          granularity="day"
          onChange={(next) => setTyped(next && toCalendarDate(next))}
          onDone={() => {
            const isOutside = day !== undefined && ((min && day < min) || (max && day > max))
            if (isOutside) setTyped(parseDate(value))
            else if (day !== value) onChange(day)
          }}
        />
      </span>
      <span className="hidden print:inline">
        <Day on={value} />
      </span>
    </span>
  )
}
