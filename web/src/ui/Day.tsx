import { useIntl } from 'react-intl'

const parts = { day: 'numeric', month: 'short', year: 'numeric' } as const

/** A calendar day, "19 Nov 2026": it belongs to no zone. */
export const Day = ({ on }: { on: string }) => {
  const { formatDate } = useIntl()
  return (
    <time dateTime={on} className="figures whitespace-nowrap">
      {formatDate(new Date(`${on}T12:00:00Z`), { ...parts, timeZone: 'UTC' })}
    </time>
  )
}

/** The day of a moment, where the reader is. */
export const DayOf = ({ at }: { at: string }) => {
  const { formatDate } = useIntl()
  return (
    <time dateTime={at} className="figures whitespace-nowrap">
      {formatDate(new Date(at), parts)}
    </time>
  )
}
