import { useIntl } from 'react-intl'

/** A calendar day in words, "30 Nov 2026"; it belongs to no zone. */
export const useDayWords = (): ((on: string) => string) => {
  const { formatDate } = useIntl()
  return (on) =>
    formatDate(new Date(`${on}T12:00:00Z`), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
}
