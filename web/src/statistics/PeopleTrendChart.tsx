import './page-messages.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import type { Column } from '@palermo/shared/statistics/tables.ts'
import { useIntl } from 'react-intl'
import { CartesianGrid, Legend, Line, LineChart, XAxis, YAxis } from 'recharts'
import { axis, chartHeight } from '../dashboards/chart.tsx'
import { useDrawnWidth } from '../dashboards/useDrawnWidth.ts'
import { useSay } from '../messages.ts'

/** Each line has its own dash besides its colour. */
const lines: readonly { column: Column; stroke: string; dash: string }[] = [
  { column: 'all', stroke: 'var(--color-ink)', dash: '' },
  { column: 'women', stroke: 'var(--color-accent)', dash: '' },
  { column: 'men', stroke: 'var(--color-accent)', dash: '7 3' },
  { column: 'girls', stroke: 'var(--color-quiet)', dash: '2 4' },
  { column: 'boys', stroke: 'var(--color-quiet)', dash: '7 3 2 3' },
]

/** Everybody and the groups, week by week; a line breaks where a number is not shown. */
export const PeopleTrendChart = ({ trend }: { trend: Statistics['trend'] }) => {
  const say = useSay()
  const [place, width] = useDrawnWidth<HTMLElement>()
  const { formatDate } = useIntl()
  const day = (on: string) =>
    formatDate(new Date(`${on}T12:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return (
    <figure
      ref={place}
      style={{ minHeight: chartHeight }}
      className="overflow-hidden"
      aria-label={say('statistics.trend')}
    >
      <LineChart
        width={width}
        height={chartHeight}
        data={trend}
        margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis dataKey="week" tickFormatter={day} {...axis} interval="preserveStartEnd" minTickGap={24} />
        <YAxis {...axis} width={40} allowDecimals={false} />
        <Legend verticalAlign="bottom" height={24} formatter={legend} iconType="plainline" itemSorter={null} />
        {lines.map(({ column, stroke, dash }) => (
          <Line
            key={column}
            dataKey={column}
            name={say(`statistics.groups.${column}`)}
            stroke={stroke}
            strokeWidth={2}
            strokeDasharray={dash}
            dot={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </figure>
  )
}

const legend = (words: string) => <span className="text-small text-quiet">{words}</span>
