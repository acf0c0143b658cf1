import {
  type CalendarDate,
  type CalendarDateTime,
  parseDate,
  parseDateTime,
  setLocalTimeZone,
  toCalendarDate,
  toCalendarDateTime,
} from '@internationalized/date'
import { CalendarDays } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from 'react-aria-components/Button'
import { DatePicker } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Group } from 'react-aria-components/Group'
import { Popover } from 'react-aria-components/Popover'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { Calendar } from './Calendar.tsx'
import { FieldFrame, type FieldWords, useWiring } from './field.tsx'
import { Segments, segmentsLook } from './segments.tsx'
import { todayIn } from './when.ts'

type Value = CalendarDate | CalendarDateTime

interface PickerProps {
  /** The accessible name, if there is no visible label. */
  label?: string
  labelledBy?: string
  describedBy?: string | undefined
  value: Value | null
  onChange: (value: Value | null) => void
  granularity: 'day' | 'minute'
  min?: Value | null
  max?: Value | null
  isInvalid?: boolean
  zone?: string | undefined
  /** Called when the whole field loses the focus or the calendar closes. */
  onDone?: () => void
}

/**
 * A date that is typed part by part or selected in a calendar. The clock has 24 hours, and the calendar marks today in
 * the given time zone.
 */
export const DayPicker = ({
  label,
  labelledBy,
  describedBy,
  onChange,
  min,
  max,
  zone,
  onDone,
  ...rest
}: PickerProps) => {
  const t = useTranslate()
  const here = useIntl().timeZone
  const today = zone ?? here
  useEffect(() => {
    // Sets the library's time zone, by which the calendar marks today; by default the library uses the machine's time
    // zone.
    if (today) setLocalTimeZone(today)
  }, [today])
  return (
    <DatePicker
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(labelledBy === undefined ? {} : { 'aria-labelledby': labelledBy })}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      {...(min ? { minValue: min } : {})}
      {...(max ? { maxValue: max } : {})}
      onChange={onChange}
      onBlur={() => onDone?.()}
      onOpenChange={(open) => !open && onDone?.()}
      placeholderValue={
        rest.granularity === 'day'
          ? parseDate(todayIn(today ?? 'UTC'))
          : parseDateTime(`${todayIn(today ?? 'UTC')}T12:00`)
      }
      hourCycle={24}
      shouldForceLeadingZeros
    >
      <Group
        className={`${segmentsLook} ps-3 ${rest.granularity === 'day' ? 'w-44 touch:w-48' : 'w-60 touch:w-64'} max-w-full`}
      >
        <Segments />
        <Button
          aria-label={t('ui.calendar')}
          className="inline-flex size-9 touch:size-11 shrink-0 items-center justify-center rounded-control text-quiet hover:text-ink print:hidden"
        >
          <CalendarDays aria-hidden size={18} strokeWidth={1.9} />
        </Button>
      </Group>
      <Popover className="rounded-card border border-edge bg-paper shadow-dialog">
        <Dialog aria-label={t('ui.calendar')} className="outline-none">
          <Calendar />
        </Dialog>
      </Popover>
    </DatePicker>
  )
}

interface FieldProps extends FieldWords {
  /** A date (`2026-11-26`) or a local time (`2026-11-26T17:00`); empty if none is given. */
  value: string
  onChange: (value: string) => void
  /** The time zone in which the calendar marks today; by default the reader's. */
  zone?: string
}

/** A form field for a date, with its label and messages. */
export const DateField = (props: FieldProps) => (
  <Field {...props} granularity="day" parse={parseDate} write={(value) => toCalendarDate(value).toString()} />
)

/** A form field for a date and a time, with its label and messages. */
export const MomentField = (props: FieldProps) => (
  <Field
    {...props}
    granularity="minute"
    parse={parseDateTime}
    write={(value) => toCalendarDateTime(value).toString().slice(0, 16)}
  />
)

interface Kind {
  granularity: 'day' | 'minute'
  parse: (text: string) => Value
  write: (value: Value) => string
}

const Field = ({ value, onChange, zone, granularity, parse, write, ...words }: FieldProps & Kind) => {
  const wiring = useWiring(words)
  return (
    <FieldFrame words={words} wiring={wiring} isGroup>
      <DayPicker
        labelledBy={wiring.labelId}
        describedBy={wiring.describedBy}
        value={value === '' ? null : parse(value)}
        onChange={(next) => onChange(next ? write(next) : '')}
        granularity={granularity}
        isInvalid={Boolean(words.error)}
        zone={zone}
      />
    </FieldFrame>
  )
}
