import { useIntl } from 'react-intl'

/** A date in words, "30 Nov 2026", without a time zone. */
export const useDayWords = (): ((on: string) => string) => {
  const { formatDate } = useIntl()
  return (on) =>
    formatDate(new Date(`${on}T12:00:00Z`), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
}
