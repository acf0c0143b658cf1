import {
  type CalendarDateTime,
  parseAbsolute,
  parseDateTime,
  toCalendarDateTime,
  toZoned,
} from '@internationalized/date'

/**
 * Converts the value of a date-and-time field (`2026-11-26T17:00`) in `zone` to RFC 3339 UTC; undefined if it is
 * invalid.
 */
export const fromWall = (wall: string, zone: string): string | undefined => {
  try {
    return toZoned(parseDateTime(wall), zone).toDate().toISOString()
  } catch {
    return undefined
  }
}

/** Converts a time to the value of a date-and-time field in `zone`. */
export const toWall = (at: string, zone: string): string => {
  const wall: CalendarDateTime = toCalendarDateTime(parseAbsolute(at, zone))
  return wall.toString().slice(0, 16)
}

/** Today's date in the reader's time zone, `YYYY-MM-DD`. */
export const todayIn = (zone: string, now = Date.now()): string =>
  toWall(new Date(now).toISOString(), zone).slice(0, 10)
