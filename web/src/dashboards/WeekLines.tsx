import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { CartesianGrid, Legend, Line, LineChart, XAxis, YAxis } from 'recharts'
import { axis, chartHeight } from './chart.tsx'
import { useDrawnWidth } from './useDrawnWidth.ts'

/** A line of a chart; lines differ in dash pattern as well as in colour. */
export interface WeekLine {
  key: string
  name: string
  stroke: string
  /** SVG `stroke-dasharray`; empty for a solid line. */
  dash: string
}

interface Props {
  label: string
  /**
   * One row for each week. The property `week` names the row's first day; the property named by a line's `key` is the
   * value of that line, or null for a gap.
   */
  rows: readonly object[]
  week: string
  lines: readonly WeekLine[]
  /** Whether each value is marked by a dot, which is enlarged under the pointer. */
  dotted?: boolean
  children?: ReactNode
}

/** A line chart of weekly values. */
export const WeekLines = ({ label, rows, week, lines, dotted = false, children }: Props) => {
  const [place, width] = useDrawnWidth<HTMLElement>()
  const day = useDay()
  return (
    <figure ref={place} style={{ minHeight: chartHeight }} className="overflow-hidden" aria-label={label}>
      <LineChart
        width={width}
        height={chartHeight}
        data={[...rows]}
        margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis dataKey={week} tickFormatter={day} {...axis} interval="preserveStartEnd" minTickGap={20} />
        <YAxis {...axis} width={40} allowDecimals={false} />
        {children}
        <Legend verticalAlign="bottom" height={24} formatter={legend} iconType="plainline" itemSorter={null} />
        {lines.map(({ key, name, stroke, dash }) => (
          <Line
            key={key}
            dataKey={key}
            name={name}
            stroke={stroke}
            strokeWidth={2}
            strokeDasharray={dash}
            dot={dotted && { r: 2.5, strokeDasharray: '', fill: stroke }}
            activeDot={dotted && { r: 5 }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </figure>
  )
}

/** Returns a function that writes a date in short form, for an axis. */
export const useDay = () => {
  const { formatDate } = useIntl()
  return (on: string) => formatDate(new Date(`${on}T12:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' })
}

const legend = (words: string) => <span className="text-small text-quiet">{words}</span>
