import { type CalendarDate, getDayOfWeek, parseDate } from '@internationalized/date'
import { fromLocalTime, todayIn } from '../ui/when.ts'

/** Seven days from a Monday, in the reader's time zone; `YYYY-MM-DD`. */
export interface Days {
  monday: string
  days: readonly string[]
  /** The time range that is requested from the server. */
  from: string
  until: string
}

/** The week that contains this day; weeks begin on Monday (ISO 8601). */
export const weekOf = (date: string, zone: string): Days => {
  const monday = mondayOf(parseDate(date))
  const days = Array.from({ length: 7 }, (_, at) => monday.add({ days: at }).toString())
  const start = (day: CalendarDate) => fromLocalTime(`${day.toString()}T00:00`, zone) ?? ''
  return { monday: monday.toString(), days, from: start(monday), until: start(monday.add({ days: 7 })) }
}

export const weeksLater = (monday: string, weeks: number): string => parseDate(monday).add({ weeks }).toString()

/** The day of a time in the reader's time zone. */
export const dayOf = (at: string, zone: string): string => todayIn(zone, Date.parse(at))

const mondayOf = (date: CalendarDate) => date.subtract({ days: getDayOfWeek(date, 'en-GB') })
