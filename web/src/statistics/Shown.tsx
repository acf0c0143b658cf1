import { useIntl } from 'react-intl'
import { useSay } from '../messages.ts'

/** A number of people, or a hatched cell with a text for screen readers where it is suppressed. */
export const Shown = ({ value }: { value: number | null }) => {
  const say = useSay()
  const { formatNumber } = useIntl()
  if (value !== null) return formatNumber(value)
  return (
    <span className="relative">
      <span aria-hidden="true" title={say('statistics.hidden')} className="protected-number" />
      <span className="sr-only">{say('statistics.hidden')}</span>
    </span>
  )
}
