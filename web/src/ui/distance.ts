const minute = 60_000
const day = 24 * 60

export interface Distance {
  value: number
  unit: 'minute' | 'hour' | 'day' | 'month'
}

/** Returns a number for the date of a time in a time zone, counted in days, so that two dates can be subtracted. */
const dayNumber = (at: number, timeZone: string | undefined): number => {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' })
  const {
    year,
    month,
    day: date,
  } = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)])) as Record<
    'year' | 'month' | 'day',
    number
  >
  return Date.UTC(year, month - 1, date) / (day * minute)
}

/**
 * Returns the distance of a time from now, ahead or behind. Within a day the distance is in minutes or hours, beyond
 * that in calendar days of the reader's time zone, so that all times of one day have the same distance.
 */
export const distanceTo = (at: number, now: number, timeZone: string | undefined): Distance => {
  const minutes = Math.round((at - now) / minute)
  const size = Math.abs(minutes)
  if (size < 60) return { value: minutes, unit: 'minute' }
  if (size < day) return { value: Math.trunc(minutes / 60), unit: 'hour' }
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone)
  return Math.abs(days) < 60 ? { value: days, unit: 'day' } : { value: Math.round(days / 30), unit: 'month' }
}
