import { type CalendarDate, getDayOfWeek, parseDate } from '@internationalized/date'
import { fromLocalTime, todayIn } from '../ui/when.ts'

/** The seven days of a week from its Monday as `YYYY-MM-DD`, in the reader's time zone. */
export interface Days {
  monday: string
  days: readonly string[]
  /** The start and the end of the week, as sent to the server. */
  from: string
  until: string
}

/** Returns the week that contains this day; weeks begin on Monday (ISO 8601). */
export const weekOf = (date: string, zone: string): Days => {
  const monday = mondayOf(parseDate(date))
  const days = Array.from({ length: 7 }, (_, at) => monday.add({ days: at }).toString())
  const start = (day: CalendarDate) => fromLocalTime(`${day.toString()}T00:00`, zone) ?? ''
  return { monday: monday.toString(), days, from: start(monday), until: start(monday.add({ days: 7 })) }
}

export const weeksLater = (monday: string, weeks: number): string => parseDate(monday).add({ weeks }).toString()

/** Returns the day of a time in the reader's time zone. */
export const dayOf = (at: string, zone: string): string => todayIn(zone, Date.parse(at))

const mondayOf = (date: CalendarDate) => date.subtract({ days: getDayOfWeek(date, 'en-GB') })
