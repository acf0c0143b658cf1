import { Temporal } from 'temporal-polyfill'
import type { Limit } from './profile.ts'
import { remember } from './remember.ts'

/**
 * The working time of a jurisdiction: the IANA time zone, the holidays by date, and the weekend by ISO weekday (Monday
 * 1 … Sunday 7).
 */
export interface Calendar {
  zone: string
  holidays: ReadonlySet<string>
  weekend: readonly number[]
}

/**
 * Returns the due time of a limit that starts at `start`. Minutes and hours run through nights, weekends and clock
 * changes. Every longer unit ends with a local day: the day of the start is not counted, and the limit ends with the
 * last millisecond of the last day. Months and years that would end on a day which the month lacks end on the last day
 * of the month. A `notBefore` limit opens, and a period ends, at the same last millisecond. Takes and returns ISO times
 * in UTC, to the millisecond.
 * @throws RangeError for an invalid time or zone
 */
export const dueAt = (limit: Pick<Limit, 'value' | 'unit'>, start: string, calendar: Calendar): string => {
  const { value, unit } = limit
  const from = epochOf(start)
  if (unit === 'minutes' || unit === 'hours') {
    return new Date(from + value * (unit === 'hours' ? 3_600_000 : 60_000)).toISOString()
  }
  return endOfDay(lastDay({ value, unit }, localDate(start, calendar.zone), calendar), calendar.zone)
}

const lastDay = (limit: Pick<Limit, 'value' | 'unit'>, date: string, calendar: Calendar): string => {
  if (limit.unit === 'working-days') {
    const days = workingDays.get(calendar) ?? remember()
    workingDays.set(calendar, days)
    return days(`${limit.value} ${date}`, () => addWorkingDays(date, limit.value, calendar))
  }
  const unit = limit.unit === 'months' || limit.unit === 'years' ? limit.unit : 'days'
  return Temporal.PlainDate.from(date)
    .add({ [unit]: limit.value }, { overflow: 'constrain' })
    .toString()
}

/** A cache belongs to one calendar object, because a corrected calendar gives other answers. */
const workingDays = new WeakMap<Calendar, ReturnType<typeof remember>>()

/** Returns the local date at this instant in the calendar's time zone. */
export const localDate = (instant: string, zone: string): string => {
  const answer = () => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString()
  const time = Date.parse(instant)
  // Since the date `wholeQuarters` every zone differs from UTC by a multiple of a quarter of an hour, so that each
  // quarter lies within one local date.
  return time >= wholeQuarters ? dates(`${zone} ${Math.floor(time / 900_000)}`, answer) : answer()
}

const wholeQuarters = Date.UTC(1980)
/** A cache of at most 20,000 conversions from an instant to a local date. */
const dates = remember(20_000)

/** Returns the last millisecond of a local date, so that a due time at the end of a day is displayed with that date. */
export const endOfDay = (date: string, zone: string): string =>
  ends(`${zone} ${date}`, () =>
    written(
      Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({ milliseconds: 1 }),
    ),
  )

const ends = remember()

/** Returns the first millisecond of a local date. */
export const startOfDay = (date: string, zone: string): string =>
  written(Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant())

/**
 * Returns the time a number of days later (or earlier, if negative) at the same local time, regardless of clock
 * changes.
 */
export const addDays = (instant: string, days: number, zone: string): string => {
  const time = epochOf(instant)
  // The offset of a time zone is computed once for each minute, since zones change only at full minutes.
  const distance = () =>
    String(Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).add({ days }).epochMilliseconds - time)
  const far = time >= wholeQuarters ? distances(`${zone} ${days} ${Math.floor(time / 60_000)}`, distance) : distance()
  return new Date(time + Number(far)).toISOString()
}

const distances = remember()

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/

/** Returns milliseconds since 1970. @throws RangeError for an invalid time */
const epochOf = (instant: string): number => {
  const time = instantPattern.test(instant) ? Date.parse(instant) : Number.NaN
  if (Number.isNaN(time)) throw new RangeError(`no instant: ${instant}`)
  return time
}

export const isWorkingDay = (date: string, calendar: Pick<Calendar, 'holidays' | 'weekend'>): boolean =>
  works(Temporal.PlainDate.from(date), calendar)

/**
 * Returns the n-th working day after a date; the date itself is not counted.
 * @throws RangeError if all weekdays are weekend, since the search would never end
 */
export const addWorkingDays = (
  date: string,
  days: number,
  calendar: Pick<Calendar, 'holidays' | 'weekend'>,
): string => {
  refuseEndlessWeekend(calendar)
  let day = Temporal.PlainDate.from(date)
  for (let left = days; left > 0; ) {
    day = day.add({ days: 1 })
    if (works(day, calendar)) left -= 1
  }
  return day.toString()
}

/**
 * Returns the number of working days after `from` up to and including `to`, the inverse of `addWorkingDays`; negative
 * if `to` is earlier.
 */
export const workingDaysBetween = (
  span: { from: string; to: string },
  calendar: Pick<Calendar, 'holidays' | 'weekend'>,
): number => {
  const from = Temporal.PlainDate.from(span.from)
  const to = Temporal.PlainDate.from(span.to)
  if (Temporal.PlainDate.compare(from, to) > 0) return -workingDaysBetween({ from: span.to, to: span.from }, calendar)
  let count = 0
  for (let day = from; Temporal.PlainDate.compare(day, to) < 0; ) {
    day = day.add({ days: 1 })
    if (works(day, calendar)) count += 1
  }
  return count
}

const works = (day: Temporal.PlainDate, { weekend, holidays }: Pick<Calendar, 'holidays' | 'weekend'>) =>
  !weekend.includes(day.dayOfWeek) && !holidays.has(day.toString())

const refuseEndlessWeekend = ({ weekend }: Pick<Calendar, 'weekend'>) => {
  if (new Set(weekend).size >= 7) throw new RangeError('a calendar without a working day')
}

/** Writes an instant, always with milliseconds, so that times of this module can be compared as text. */
const written = (instant: Temporal.Instant) => instant.toString({ fractionalSecondDigits: 3 })
