import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import { lazy, Suspense } from 'react'
import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { Day } from '../ui/Day.tsx'
import { Sideways } from '../ui/Sideways.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Shown } from './Shown.tsx'

const TrendChart = lazy(async () => ({ default: (await import('./PeopleTrendChart.tsx')).PeopleTrendChart }))

/** The numbers of a year by week: a chart, or a table if `asTable` is set. */
export const PeopleTrend = ({ trend, asTable }: { trend: Statistics['trend']; asTable: boolean }) => {
  const t = useTranslate()
  return (
    <Card title={t('statistics.trend')}>
      {asTable ? (
        <Sideways label={t('statistics.trend')}>
          <table aria-label={t('statistics.trend')} className="w-full border-collapse text-small">
            <thead>
              <tr className="border-b border-line text-quiet">
                <th scope="col" className="py-1 pe-3 text-start">
                  {t('statistics.week')}
                </th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="py-1 ps-3 text-end">
                    {t(`statistics.groups.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {trend.toReversed().map((week) => (
                <tr key={week.week} className="border-b border-line last:border-transparent hover:bg-hover">
                  <th scope="row" className="py-1 pe-3 text-start font-normal">
                    <Day on={week.week} />
                  </th>
                  {columns.map((column) => (
                    <td key={column} className="figures py-1 ps-3 text-end">
                      <Shown value={week[column]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Sideways>
      ) : (
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <TrendChart trend={trend} />
        </Suspense>
      )}
    </Card>
  )
}
