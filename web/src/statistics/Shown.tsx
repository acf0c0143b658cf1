import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'

/** A number of people; for a suppressed number, a hatched cell with a text for screen readers. */
export const Shown = ({ value }: { value: number | null }) => {
  const t = useTranslate()
  const { formatNumber } = useIntl()
  if (value !== null) return formatNumber(value)
  return (
    <span className="relative">
      <span aria-hidden="true" title={t('statistics.hidden')} className="protected-number" />
      <span className="sr-only">{t('statistics.hidden')}</span>
    </span>
  )
}
