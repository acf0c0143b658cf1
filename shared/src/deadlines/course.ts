import { Temporal } from 'temporal-polyfill'
import { addDays, type Calendar, dueAt, endOfDay, isWorkingDay, localDate } from './calendar.ts'
import type { Limit } from './profile.ts'

/** A length of time as the law states it: a value and a unit. */
export type Span = Pick<Limit, 'value' | 'unit'>

/** A pause of a deadline, between two instants in UTC. */
export interface Pause {
  from: string
  until: string
}

/** The inputs of a due time: limit, start, pauses and extensions. */
export interface Course {
  limit: Span
  startedAt: string
  pauses: readonly Pause[]
  extensions: readonly Span[]
}

/** A local date that did not count, with the reason. A holiday within a pause counts as paused. */
export interface Skipped {
  on: string
  why: 'paused' | 'weekend' | 'holiday'
}

/** One segment of the count: first the limit, then each extension, which begins at the end of the segment before. */
export interface Leg {
  span: Span
  from: string
  until: string
  skipped: Skipped[]
}

/**
 * Returns the due time of a timeline. Minutes and hours are extended by the exact length of a pause. Longer units are
 * counted by days: local dates from the first day of the pause up to the day before its end do not count, so that a
 * pause that ends on its first day changes nothing. Months and years are first converted to days from their start. The
 * remaining time is therefore the same before and after a pause. An extension begins at the end of the segment before.
 * @throws RangeError for an invalid time or zone, or a calendar without a working day
 */
export const runsOut = (course: Course, calendar: Calendar): string =>
  course.pauses.length === 0 && course.extensions.length === 0
    ? dueAt(course.limit, course.startedAt, calendar)
    : (legsOf(course, calendar).at(-1)?.until ?? course.startedAt)

/** Returns the segments of a timeline, with every day that was not counted. They explain the due time. */
export const legsOf = ({ limit, startedAt, pauses, extensions }: Course, calendar: Calendar): Leg[] => {
  const still = pauses.toSorted((one, other) => milliseconds(one.from) - milliseconds(other.from))
  const legs: Leg[] = []
  let from = new Date(milliseconds(startedAt)).toISOString()
  for (const span of [limit, ...extensions]) {
    const leg = isByTheClock(span) ? hours(span, from, still) : days(span, from, still, calendar)
    legs.push(leg)
    from = leg.until
  }
  return legs
}

/**
 * Whether the limit is in minutes or hours, which run through nights and weekends. Every longer unit is counted in
 * days.
 */
export const isByTheClock = ({ unit }: Span): boolean => unit === 'minutes' || unit === 'hours'

const hours = (span: Span, from: string, pauses: readonly Pause[]): Leg => {
  let left = span.value * (span.unit === 'hours' ? 3_600_000 : 60_000)
  let at = milliseconds(from)
  for (const pause of pauses) {
    const stops = Math.max(at, milliseconds(pause.from))
    if (milliseconds(pause.until) <= stops) continue
    if (stops - at >= left) break
    left -= stops - at
    at = milliseconds(pause.until)
  }
  return { span, from, until: new Date(at + left).toISOString(), skipped: [] }
}

const days = (span: Span, from: string, pauses: readonly Pause[], calendar: Calendar): Leg => {
  const still = pauses.map((pause) => ({
    first: localDate(pause.from, calendar.zone),
    end: localDate(pause.until, calendar.zone),
  }))
  const start = Temporal.PlainDate.from(localDate(from, calendar.zone))
  const why = (date: string): Skipped['why'] | undefined => {
    if (still.some(({ first, end }) => date >= first && date < end)) return 'paused'
    if (span.unit !== 'working-days' || isWorkingDay(date, calendar)) return undefined
    return calendar.holidays.has(date) ? 'holiday' : 'weekend'
  }
  const skipped: Skipped[] = []
  let day = start
  for (let left = daysIn(span, start); left > 0; ) {
    day = day.add({ days: 1 })
    const on = day.toString()
    const reason = why(on)
    if (reason) skipped.push({ on, why: reason })
    else left -= 1
  }
  return { span, from, until: endOfDay(day.toString(), calendar.zone), skipped }
}

/** Returns the number of days of the limit. A month that lacks the day of the start ends on its last day. */
const daysIn = ({ value, unit }: Span, start: Temporal.PlainDate): number =>
  unit === 'months' || unit === 'years'
    ? start.until(start.add({ [unit]: value }, { overflow: 'constrain' }), { largestUnit: 'days' }).days
    : value

/** A change of a deadline that affects its due time. */
export interface Happened {
  kind: string
  at: string
  from: string | null
  until: string | null
  value: number | null
  unit: Span['unit'] | null
}

/**
 * Rebuilds the timeline of a deadline from its changes, which are given in order. A resumed pause ends when it was
 * resumed; a change of urgency sets the limit that the change states, or that of the rule.
 */
export const courseFrom = (ruled: Span, startedAt: string, changes: readonly Happened[]): Course => {
  let limit = ruled
  const pauses: Pause[] = []
  const extensions: Span[] = []
  for (const { kind, at, from, until, value, unit } of changes) {
    const last = pauses.at(-1)
    if (kind === 'paused' && from !== null && until !== null) pauses.push({ from, until })
    else if (kind === 'resumed' && last) last.until = at
    else if (kind === 'extended' && value !== null && unit !== null) extensions.push({ value, unit })
    else if (kind === 'amended') limit = value !== null && unit !== null ? { value, unit } : ruled
  }
  return { limit, startedAt, pauses, extensions }
}

/** Returns the pause of a deadline at this time. Every pause has an end, so that no paused deadline is forgotten. */
export const pauseAt = (pauses: readonly Pause[], now: string): Pause | undefined =>
  pauses.find(({ from, until }) => milliseconds(from) <= milliseconds(now) && milliseconds(now) < milliseconds(until))

/** Returns the latest possible end of a pause that begins now. */
export const longestPause = (most: Span, now: string, calendar: Calendar): string =>
  isByTheClock(most) ? dueAt(most, now, calendar) : addDays(now, daysIn(most, dateOf(now, calendar)), calendar.zone)

const dateOf = (at: string, { zone }: Calendar) => Temporal.PlainDate.from(localDate(at, zone))

const milliseconds = (at: string) => Date.parse(at)
