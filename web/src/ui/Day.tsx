import { useIntl } from 'react-intl'

const parts = { day: 'numeric', month: 'short', year: 'numeric' } as const

/** A date, "19 Nov 2026", without a time zone. */
export const Day = ({ on }: { on: string }) => {
  const { formatDate } = useIntl()
  return (
    <time dateTime={on} className="figures whitespace-nowrap">
      {formatDate(new Date(`${on}T12:00:00Z`), { ...parts, timeZone: 'UTC' })}
    </time>
  )
}

/** The date of a time in the reader's time zone. */
export const DayOf = ({ at }: { at: string }) => {
  const { formatDate } = useIntl()
  return (
    <time dateTime={at} className="figures whitespace-nowrap">
      {formatDate(new Date(at), parts)}
    </time>
  )
}
