import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { lazy, Suspense } from 'react'
import { useTranslate } from '../messages.ts'
import { Day } from '../ui/Day.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { NumberLink } from './NumberLink.tsx'
import { type NumberColumn, NumberTable } from './NumberTable.tsx'
import { Panel } from './Panel.tsx'

const TrendChart = lazy(async () => ({ default: (await import('./TrendChart.tsx')).TrendChart }))

interface Props {
  numbers: WorkNumbers
  asTable: boolean
}

type Week = WorkNumbers['trend'][number]
export const trendLines = ['sent', 'accepted', 'completed'] as const

/** Shows the figures of twelve weeks, of which the last is the current week. */
export const TrendPanel = ({ numbers: { trend }, asTable }: Props) => {
  const t = useTranslate()
  const columns: NumberColumn<Week>[] = [
    { id: 'week', name: true, header: t('dashboards.week-of'), cell: ({ from }) => <Day on={from} /> },
    ...trendLines.map((line) => ({
      id: line,
      header: t(`dashboards.numbers.${line}`),
      cell: (week: Week) => <NumberLink number={`week-${line}`} n={week[line]} drills={{ week: week.week }} />,
    })),
  ]
  return (
    <Panel panel="trend">
      {asTable ? (
        <NumberTable label={t('dashboards.panels.trend')} columns={columns} rows={trend} rowKey={({ week }) => week} />
      ) : (
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <TrendChart trend={trend} />
        </Suspense>
      )}
    </Panel>
  )
}
