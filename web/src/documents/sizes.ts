import { useIntl } from 'react-intl'

/**
 * Returns a function that writes a file size in decimal units, such as "340 kB" or "2.4 MB", as devices show file
 * sizes.
 */
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
