import {
  type CalendarDateTime,
  parseAbsolute,
  parseDateTime,
  toCalendarDateTime,
  toZoned,
} from '@internationalized/date'

/**
 * Converts the value of a date-and-time field (`2026-11-26T17:00`) in `zone` to RFC 3339 UTC; returns undefined for an
 * invalid value.
 */
export const fromLocalTime = (local: string, zone: string): string | undefined => {
  try {
    return toZoned(parseDateTime(local), zone).toDate().toISOString()
  } catch {
    return undefined
  }
}

/** Converts a time to the value of a date-and-time field in `zone`. */
export const toLocalTime = (at: string, zone: string): string => {
  const local: CalendarDateTime = toCalendarDateTime(parseAbsolute(at, zone))
  return local.toString().slice(0, 16)
}

/** Returns today's date in a time zone as `YYYY-MM-DD`. */
export const todayIn = (zone: string, now = Date.now()): string =>
  toLocalTime(new Date(now).toISOString(), zone).slice(0, 10)
