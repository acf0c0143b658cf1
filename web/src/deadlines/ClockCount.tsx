import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { At } from '../ui/Due.tsx'
import { useDayWords } from './day.ts'
import { useSpan } from './span.ts'

/** Shows how the due time was computed, step by step: start, length, skipped days, end. */
export const ClockCount = ({ clock }: { clock: Clock }) => {
  const t = useTranslate()
  const spanWords = useSpan()
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-strong">{t('deadlines.count')}</h3>
      <ol className="flex flex-col gap-1.5 border-s-2 border-line ps-3">
        <li>
          {t('deadlines.begins')} <At at={clock.startedAt} />
        </li>
        {clock.legs.length === 0 && <li>{t('deadlines.own-date')}</li>}
        {clock.legs.map((leg, at) => (
          <li key={leg.from}>
            <p>
              {t(at === 0 ? 'deadlines.runs' : 'deadlines.runs-on', { span: spanWords(leg.span) })}{' '}
              <At at={leg.until} />
            </p>
            <Skipped leg={leg} />
          </li>
        ))}
      </ol>
      <p className="text-small text-quiet">{t('deadlines.counted-in', { zone: clock.zone })}</p>
    </section>
  )
}

const Skipped = ({ leg: { weekendDays, pausedDays, holidays } }: { leg: Clock['legs'][number] }) => {
  const t = useTranslate()
  const { formatList } = useIntl()
  const day = useDayWords()
  const parts = [
    ...(weekendDays > 0 ? [t('deadlines.passed-weekend', { count: weekendDays })] : []),
    ...holidays.map(({ on, name }) => (name ? t('deadlines.passed-holiday', { name, day: day(on) }) : day(on))),
    ...(pausedDays > 0 ? [t('deadlines.passed-paused', { count: pausedDays })] : []),
  ]
  if (parts.length === 0) return null
  return <p className="measure text-small text-quiet">{t('deadlines.passed', { days: formatList(parts) })}</p>
}
