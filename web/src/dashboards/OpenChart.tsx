import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { type WorkAge, workAges } from '@palermo/shared/dashboards/definitions.ts'
import { useNavigate } from '@tanstack/react-router'
import { useContext } from 'react'
import { Bar, BarChart, LabelList, Legend, XAxis, YAxis } from 'recharts'
import { useTranslate } from '../messages.ts'
import { axis, chartHeight, hatch } from './chart.tsx'
import { CountedContext } from './NumberLink.tsx'
import { useDrawnWidth } from './useDrawnWidth.ts'

interface Row {
  age: WorkAge
  words: string
  waiting: number
  taken: number
  all: number
  /**
   * The total, which is written above the upper segment of each bar; empty if the accepted segment is not the upper
   * one.
   */
  aboveTaken: number | ''
  aboveWaiting: number | ''
}

const takenOn: readonly string[] = ['accepted', 'in-service']

/**
 * Shows open work by the time since the referral was sent: hatched bars for unanswered referrals, solid bars for
 * accepted ones.
 */
export const OpenChart = ({ cells }: { cells: WorkNumbers['open']['cells'] }) => {
  const t = useTranslate()
  const [place, width] = useDrawnWidth<HTMLElement>()
  const navigate = useNavigate()
  const { filters } = useContext(CountedContext)
  const rows = workAges.map((age): Row => {
    const of = cells.filter((cell) => cell.age === age)
    const taken = of.filter(({ status }) => takenOn.includes(status)).reduce((sum, { n }) => sum + n, 0)
    const all = of.reduce((sum, { n }) => sum + n, 0)
    return {
      age,
      words: t(`dashboards.ages-short.${age}`),
      waiting: all - taken,
      taken,
      all,
      aboveTaken: all > 0 && all === taken ? all : '',
      aboveWaiting: all > taken ? all : '',
    }
  })
  const open = ({ payload }: { payload?: Row }) =>
    payload &&
    payload.all > 0 &&
    void navigate({ to: '/dashboard/list', search: { ...filters, number: 'open', age: payload.age } })
  return (
    <figure
      ref={place}
      style={{ minHeight: chartHeight }}
      className="overflow-hidden"
      aria-label={t('dashboards.panels.open')}
    >
      <BarChart
        width={width}
        height={chartHeight}
        data={rows}
        margin={{ top: 16, right: 4, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <defs>{hatch('waiting-hatch')}</defs>
        <XAxis dataKey="words" {...axis} interval={0} />
        <YAxis {...axis} width={32} allowDecimals={false} />
        <Legend verticalAlign="bottom" height={24} itemSorter={null} formatter={legend} />
        <Bar
          dataKey="taken"
          name={t('dashboards.open-taken')}
          stackId="age"
          fill="var(--color-accent)"
          isAnimationActive={false}
          onClick={open}
          className="cursor-pointer"
        />
        <Bar
          dataKey="waiting"
          name={t('dashboards.open-waiting')}
          stackId="age"
          fill="url(#waiting-hatch)"
          stroke="var(--color-edge)"
          isAnimationActive={false}
          onClick={open}
          className="cursor-pointer"
        >
          <LabelList dataKey="aboveWaiting" position="top" fill="var(--color-ink)" fontSize={13} />
        </Bar>
      </BarChart>
    </figure>
  )
}

const legend = (words: string) => <span className="text-small text-quiet">{words}</span>
