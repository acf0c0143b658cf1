import { useEffect, useState } from 'react'
import { type IntlShape, useIntl } from 'react-intl'
import { distanceTo } from './distance.ts'

const minute = 60_000

/** Returns the current time, updated every half minute, so that texts such as "in 2 hours" stay correct. */
export const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 2)
    return () => clearInterval(timer)
  }, [])
  return now
}

export interface When {
  /** The date and the time, such as "Thu 26 Nov, 17:00". */
  short: string
  /** The distance from now, such as "in 2 days" or "3 hours ago". */
  distance: string
  /** The full date, such as "Thursday 26 November 2026 at 17:00, Manila time". */
  full: string
}

/**
 * Returns a function that formats a time in the reader's locale and time zone; the zone is that of the account, not of
 * the device.
 */
export const useWhen = (): ((at: string) => When) => {
  const intl = useIntl()
  const now = useNow()
  return (at) => ({ short: short(intl, at, now), distance: distance(intl, at, now), full: full(intl, at) })
}

const short = (intl: IntlShape, at: string, now: number) => {
  const date = new Date(at)
  const sameYear = intl.formatDate(date, { year: 'numeric' }) === intl.formatDate(now, { year: 'numeric' })
  const day = parts(intl, date, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
  return `${day}, ${intl.formatTime(date, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`
}

/** Returns a date such as "Thu 26 Nov", without the comma that `en` would put between weekday and day. */
const parts = (intl: IntlShape, date: Date, options: Intl.DateTimeFormatOptions) =>
  intl
    .formatDateToParts(date, options as Parameters<IntlShape['formatDateToParts']>[1])
    .map(({ type, value }) => (type === 'literal' && value === ', ' ? ' ' : value))
    .join('')

const distance = (intl: IntlShape, at: string, now: number) => {
  const { value, unit } = distanceTo(Date.parse(at), now, intl.timeZone)
  if (value === 0) return intl.formatMessage({ id: 'ui.now' })
  return intl.formatRelativeTime(value, unit, { numeric: 'always' })
}

const full = (intl: IntlShape, at: string) =>
  intl.formatDate(new Date(at), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
