import { useIntl } from 'react-intl'

/** Returns a function that writes a date as "30 Nov 2026"; a date has no time zone. */
export const useDayWords = (): ((on: string) => string) => {
  const { formatDate } = useIntl()
  return (on) =>
    formatDate(new Date(`${on}T12:00:00Z`), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
}
