import './page-messages.ts'
import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { useIntl } from 'react-intl'
import { CartesianGrid, Legend, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts'
import { useSay } from '../messages.ts'
import { axis, chartHeight } from './chart.tsx'
import { useDrawnWidth } from './useDrawnWidth.ts'

/** Each line has its own dash besides its own colour; green is for what is done. */
const looks = {
  sent: { stroke: 'var(--color-quiet)', dash: '2 4' },
  accepted: { stroke: 'var(--color-accent)', dash: '7 3' },
  completed: { stroke: 'var(--color-done)', dash: '' },
} as const
const lines = ['sent', 'accepted', 'completed'] as const

/** Sent, accepted, completed week by week; the table behind it opens each number's list. */
export const TrendChart = ({ trend }: { trend: WorkNumbers['trend'] }) => {
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
      aria-label={say('dashboards.panels.trend')}
    >
      <LineChart
        width={width}
        height={chartHeight}
        data={trend}
        margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis dataKey="from" tickFormatter={day} {...axis} interval="preserveStartEnd" minTickGap={16} />
        <YAxis {...axis} width={32} allowDecimals={false} />
        <Tooltip
          labelFormatter={(on) => say('dashboards.week-from', { day: day(String(on)) })}
          contentStyle={{
            background: 'var(--color-paper)',
            border: '1px solid var(--color-edge)',
            borderRadius: 6,
            color: 'var(--color-ink)',
          }}
          isAnimationActive={false}
        />
        <Legend verticalAlign="bottom" height={24} formatter={legend} iconType="plainline" itemSorter={null} />
        {lines.map((line) => (
          <Line
            key={line}
            dataKey={line}
            name={say(`dashboards.numbers.${line}`)}
            stroke={looks[line].stroke}
            strokeWidth={2}
            strokeDasharray={looks[line].dash}
            dot={{ r: 2.5, strokeDasharray: '', fill: looks[line].stroke }}
            activeDot={{ r: 5 }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </figure>
  )
}

const legend = (words: string) => <span className="text-small text-quiet">{words}</span>
