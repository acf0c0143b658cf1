import { useTranslate } from '../messages.ts'
import { Badge } from './Badge.tsx'
import { useNow, useWhen } from './moment.ts'

const soonMinutes = 24 * 60

interface Props {
  at: string
  /** Whether the server counts the deadline as missed; by default a deadline is missed once the due time has passed. */
  late?: boolean
  /** For a narrow place: two lines, with the relative time below. */
  stacked?: boolean
}

/**
 * Shows a due time, such as "Thu 26 Nov, 17:00 · in 2 days", with the full date as title. A missed due time is marked
 * by a word, a due time that is near by an icon.
 */
export const Due = ({ at, late, stacked = false }: Props) => {
  const t = useTranslate()
  const now = useNow()
  const { short, distance, full } = useWhen()(at)
  const left = (Date.parse(at) - now) / 60_000
  const isLate = late ?? left < 0
  const isSoon = !isLate && left < soonMinutes
  const tone = isLate ? 'text-late' : isSoon ? 'font-strong text-soon' : 'text-quiet'
  return (
    <time dateTime={at} title={full} className="figures inline-block max-w-full overflow-x-clip align-bottom">
      {/* A dot at the beginning of a line is clipped by the negative margin. */}
      <span className="-ms-3 flex flex-wrap items-center gap-y-0.5">
        {isLate && (
          <span className="ps-3">
            <Badge tone="late">{t('ui.late')}</Badge>
          </span>
        )}
        <span className="whitespace-nowrap ps-3">{short}</span>
        <span className={`relative whitespace-nowrap ps-3 ${tone} ${stacked ? 'basis-full' : ''}`}>
          <span aria-hidden="true" className="absolute start-1 text-quiet">
            ·
          </span>
          {distance}
        </span>
      </span>
    </time>
  )
}

/** Shows a time that is not a due time, or lies in the past, such as "Thu 26 Nov, 17:00". */
export const At = ({ at }: { at: string }) => {
  const { short, full } = useWhen()(at)
  return (
    <time dateTime={at} title={full} className="figures whitespace-nowrap">
      {short}
    </time>
  )
}
