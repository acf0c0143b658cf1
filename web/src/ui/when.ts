import {
  type CalendarDateTime,
  parseAbsolute,
  parseDateTime,
  toCalendarDateTime,
  toZoned,
} from '@internationalized/date'

/** What a date-and-time box holds (`2026-11-26T17:00`), meant in `zone`, as RFC 3339 UTC; undefined where it is no time. */
export const fromWall = (wall: string, zone: string): string | undefined => {
  try {
    return toZoned(parseDateTime(wall), zone).toDate().toISOString()
  } catch {
    return undefined
  }
}

/** A moment as a date-and-time box shows it, in `zone`. */
export const toWall = (at: string, zone: string): string => {
  const wall: CalendarDateTime = toCalendarDateTime(parseAbsolute(at, zone))
  return wall.toString().slice(0, 16)
}

/** Today's date where the reader is, `YYYY-MM-DD`. */
export const todayIn = (zone: string, now = Date.now()): string =>
  toWall(new Date(now).toISOString(), zone).slice(0, 10)
