import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { Tooltip } from 'recharts'
import { useTranslate } from '../messages.ts'
import { useDay, WeekLines } from './WeekLines.tsx'

/** The colours of the lines; green is used for completed work only. */
const lines = [
  { key: 'sent', stroke: 'var(--color-quiet)', dash: '2 4' },
  { key: 'accepted', stroke: 'var(--color-accent)', dash: '7 3' },
  { key: 'completed', stroke: 'var(--color-done)', dash: '' },
] as const

/**
 * Shows the referrals sent, accepted and completed in each week. The points have no links; in the table of the same
 * panel each figure links to its list.
 */
export const TrendChart = ({ trend }: { trend: WorkNumbers['trend'] }) => {
  const t = useTranslate()
  const day = useDay()
  return (
    <WeekLines
      label={t('dashboards.panels.trend')}
      rows={trend}
      week="from"
      lines={lines.map((line) => ({ ...line, name: t(`dashboards.numbers.${line.key}`) }))}
      dotted
    >
      <Tooltip
        labelFormatter={(on) => t('dashboards.week-from', { day: day(String(on)) })}
        contentStyle={{
          background: 'var(--color-paper)',
          border: '1px solid var(--color-edge)',
          borderRadius: 6,
          color: 'var(--color-ink)',
        }}
        isAnimationActive={false}
      />
    </WeekLines>
  )
}
