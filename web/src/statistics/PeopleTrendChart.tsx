import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import type { Column } from '@palermo/shared/statistics/tables.ts'
import { WeekLines } from '../dashboards/WeekLines.tsx'
import { useTranslate } from '../messages.ts'

const lines: readonly { key: Column; stroke: string; dash: string }[] = [
  { key: 'all', stroke: 'var(--color-ink)', dash: '' },
  { key: 'women', stroke: 'var(--color-accent)', dash: '' },
  { key: 'men', stroke: 'var(--color-accent)', dash: '7 3' },
  { key: 'girls', stroke: 'var(--color-quiet)', dash: '2 4' },
  { key: 'boys', stroke: 'var(--color-quiet)', dash: '7 3 2 3' },
]

/** All persons and the groups by week; a line is interrupted where a number is suppressed. */
export const PeopleTrendChart = ({ trend }: { trend: Statistics['trend'] }) => {
  const t = useTranslate()
  return (
    <WeekLines
      label={t('statistics.trend')}
      rows={trend}
      week="week"
      lines={lines.map((line) => ({ ...line, name: t(`statistics.groups.${line.key}`) }))}
    />
  )
}
