import { Temporal } from 'temporal-polyfill'

/** The hours of each day in which nothing alerts, in the reader's time zone. They may run past midnight. */
export interface Quiet {
  from: string
  until: string
}

export const firstDigestAt = '08:00'

/** Returns the next time at which the reader's clock shows `at`. @throws RangeError for an invalid zone */
export const nextDigest = (now: string, zone: string, at: string = firstDigestAt): string =>
  nextAt(Temporal.Instant.from(now).toZonedDateTimeISO(zone), at)

/**
 * Returns the end of the quiet hours that contain `now`; undefined outside the quiet hours.
 * @throws RangeError for an invalid zone
 */
export const endOfQuiet = (now: string, zone: string, { from, until }: Quiet): string | undefined => {
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(zone)
  const time = here.toPlainTime()
  const isAfter = (at: string) => Temporal.PlainTime.compare(time, at) >= 0
  const isQuiet = from < until ? isAfter(from) && !isAfter(until) : isAfter(from) || !isAfter(until)
  return isQuiet ? nextAt(here, until) : undefined
}

const nextAt = (here: Temporal.ZonedDateTime, at: string): string => {
  const today = here.withPlainTime(at)
  const next = Temporal.ZonedDateTime.compare(today, here) > 0 ? today : today.add({ days: 1 })
  return next.toInstant().toString({ fractionalSecondDigits: 3 })
}
