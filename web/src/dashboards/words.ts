import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'

const longAsDays = 72

/**
 * Returns a function that writes a duration: up to two days in hours ("11 h"), then in days of 24 hours ("4.5 d"); "–"
 * for null.
 */
export const useHours = (): ((hours: number | null) => string) => {
  const t = useTranslate()
  const { formatNumber } = useIntl()
  return (hours) => {
    if (hours === null) return '–'
    const isDays = hours >= longAsDays
    const value = isDays ? hours / 24 : hours
    const n = formatNumber(value, { maximumFractionDigits: value < 10 ? 1 : 0 })
    return t(isDays ? 'dashboards.days' : 'dashboards.hours', { n })
  }
}
