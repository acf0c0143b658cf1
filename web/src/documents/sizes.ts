import { useIntl } from 'react-intl'

/** "340 kB", "2.4 MB": in decimal units, as devices show them. */
export const useSize = (): ((bytes: number) => string) => {
  const { formatNumber } = useIntl()
  return (bytes) => {
    const [value, unit] =
      bytes < 1_000_000
        ? ([Math.max(1, Math.round(bytes / 1000)), 'kilobyte'] as const)
        : ([bytes / 1_000_000, 'megabyte'] as const)
    return formatNumber(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 })
  }
}
