import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import { lazy, Suspense } from 'react'
import { Day } from '../cases/Day.tsx'
import { NumberTable } from '../dashboards/NumberTable.tsx'
import { useSay } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Shown } from './Shown.tsx'

const TrendChart = lazy(async () => ({ default: (await import('./PeopleTrendChart.tsx')).PeopleTrendChart }))

/** A year of weeks; the chart for the shape, the table for the numbers. */
export const PeopleTrend = ({ trend, asTable }: { trend: Statistics['trend']; asTable: boolean }) => {
  const say = useSay()
  return (
    <Card title={say('statistics.trend')}>
      {asTable ? (
        <NumberTable
          label={say('statistics.trend')}
          rows={trend.toReversed()}
          rowKey={({ week }) => week}
          columns={[
            { id: 'week', name: true, header: say('statistics.week'), cell: ({ week }) => <Day on={week} /> },
            ...columns.map((column) => ({
              id: column,
              header: say(`statistics.groups.${column}`),
              cell: (week: Statistics['trend'][number]) => <Shown value={week[column]} />,
            })),
          ]}
        />
      ) : (
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <TrendChart trend={trend} />
        </Suspense>
      )}
    </Card>
  )
}
