import { createHash } from 'node:crypto'
import type { Due } from '@palermo/db/feeds/queries.ts'
import { addDays, endOfDay, localDate } from '@palermo/shared/deadlines/calendar.ts'
import type { Program } from '@palermo/shared/feeds/contract.ts'
import ICAL from 'ical.js'

interface Calendar {
  due: readonly Due[]
  /** The time zone of the calendar's days. */
  zone: string
  now: string
  /** The web address at which users open this system. */
  address: string
  /**
   * A random value of each feed, from which the ids of events are derived, so that events of two feeds cannot be
   * matched.
   */
  salt: Uint8Array
}

/**
 * Writes a calendar (RFC 5545). A deadline at the end of a day becomes an event of that day; any other deadline becomes
 * an event a quarter of an hour before the due time. The text of an event is fixed: a number of deadlines, and where to
 * look. It contains no case, step, agency or person.
 */
export const calendarText = ({ due, zone, now, address, salt }: Calendar): string => {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('prodid', '-//Palermo//Due times//EN')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('calscale', 'GREGORIAN')
  calendar.addPropertyWithValue('method', 'PUBLISH')
  calendar.addPropertyWithValue('x-wr-calname', 'Palermo: due times')
  // The library itself adds the value type of the property. A second value type would break RFC 5545.
  calendar.addPropertyWithValue('refresh-interval', ICAL.Duration.fromString('PT1H'))
  for (const one of due) calendar.addSubcomponent(eventOf(one, { zone, now, address, salt }))
  return `${calendar.toString()}\r\n`
}

const eventOf = ({ dueAt, count }: Due, { zone, now, address, salt }: Omit<Calendar, 'due'>) => {
  const event = new ICAL.Component('vevent')
  const uid = createHash('sha256').update(salt).update(dueAt).digest('hex').slice(0, 32)
  event.addPropertyWithValue('uid', `${uid}@palermo`)
  event.addPropertyWithValue('dtstamp', utc(now))
  const date = localDate(dueAt, zone)
  if (Date.parse(dueAt) === Date.parse(endOfDay(date, zone))) {
    event.addPropertyWithValue('dtstart', ICAL.Time.fromDateString(date))
    event.addPropertyWithValue('dtend', ICAL.Time.fromDateString(localDate(addDays(dueAt, 1, zone), zone)))
  } else {
    event.addPropertyWithValue('dtstart', utc(new Date(Date.parse(dueAt) - 15 * 60_000).toISOString()))
    event.addPropertyWithValue('dtend', utc(dueAt))
  }
  event.addPropertyWithValue('summary', count === 1 ? 'Palermo: one step is due' : `Palermo: ${count} steps are due`)
  event.addPropertyWithValue('description', `What and for whom: ${address}/work`)
  event.addPropertyWithValue('url', `${address}/work`)
  event.addPropertyWithValue('transp', 'TRANSPARENT')
  event.addPropertyWithValue('class', 'PRIVATE')
  return event
}

const utc = (at: string) => ICAL.Time.fromJSDate(new Date(at), true)

/** Returns the name of the calendar program, as its User-Agent header shows it. */
export const programOf = (userAgent: string | undefined): Program => {
  const known: [Program, RegExp][] = [
    ['google', /Google-Calendar/i],
    ['outlook', /Microsoft|Outlook/i],
    ['thunderbird', /Thunderbird|Lightning/i],
    ['apple', /iOS|macOS|CalendarAgent|dataaccessd|iCal/],
  ]
  return known.find(([, mark]) => mark.test(userAgent ?? ''))?.[0] ?? 'other'
}
