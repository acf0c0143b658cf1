import { Temporal } from 'temporal-polyfill'

/** Between these times of the day, by the reader's own wall, nothing rings. May run through midnight. */
export interface Quiet {
  from: string
  until: string
}

export const firstDigestAt = '08:00'

/** The next time at which the reader's own wall shows `at`. RangeError for a zone that is none. */
export const nextDigest = (now: string, zone: string, at: string = firstDigestAt): string =>
  nextAt(Temporal.Instant.from(now).toZonedDateTimeISO(zone), at)

/** When the quiet ends in which `now` lies; undefined outside it. RangeError for a zone that is none. */
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
