import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { namesOf } from '../agencies/names.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { LateMark } from './LateMark.tsx'
import { NumberLink } from './NumberLink.tsx'
import { type NumberColumn, NumberTable } from './NumberTable.tsx'
import { Panel } from './Panel.tsx'
import { useHours } from './words.ts'

interface Props {
  numbers: WorkNumbers
  asTable: boolean
}

type Cell = WorkNumbers['late']['cells'][number]
const few = 5

/** Shows overdue work by step and agency; agencies are named, but single records are not. */
export const LatePanel = ({ numbers, asTable }: Props) => {
  const t = useTranslate()
  const { total, cells } = numbers.late
  return (
    <Panel
      panel="late"
      beside={
        <span className="inline-flex items-center gap-1 text-large font-strong">
          {total > 0 && <LateMark />}
          <NumberLink number="late" n={total} />
        </span>
      }
    >
      {total === 0 ? (
        <p className="text-quiet">{t('dashboards.nothing-late')}</p>
      ) : asTable ? (
        <Cells cells={cells} numbers={numbers} />
      ) : (
        <div className="grid gap-x-8 gap-y-2 @list:grid-cols-2">
          <Sums cells={cells} by="step" numbers={numbers} />
          <Sums cells={cells} by="owes" numbers={numbers} />
        </div>
      )}
    </Panel>
  )
}

interface Sum {
  key: string
  n: number
  longest: number
}

const Sums = ({ cells, by, numbers }: { cells: readonly Cell[]; by: 'step' | 'owes'; numbers: WorkNumbers }) => {
  const t = useTranslate()
  const hours = useHours()
  const nameOf = namesOf(numbers.agencies)
  const sums = summed(cells, by === 'step' ? ({ step }) => step : ({ owesId }) => owesId)
  const rest = sums.length - few
  const columns: NumberColumn<Sum>[] = [
    {
      id: 'key',
      name: true,
      header: t(`dashboards.late-by.${by}`),
      cell: ({ key }) => (by === 'step' ? stepWords(key, t) : <span className="line-clamp-1">{nameOf(key)}</span>),
    },
    {
      id: 'n',
      header: t('ui.late'),
      cell: ({ key, n }) => <NumberLink number="late" n={n} drills={{ [by]: key }} className="font-strong" />,
    },
    {
      id: 'longest',
      header: t('dashboards.longest'),
      cell: ({ longest }) => <span className="whitespace-nowrap">{hours(longest)}</span>,
    },
  ]
  return (
    <div>
      <NumberTable
        label={t(`dashboards.late-by.${by}`)}
        columns={columns}
        rows={sums.slice(0, few)}
        rowKey={({ key }) => key}
      />
      {rest > 0 && <p className="pt-1 text-small text-quiet">{t('dashboards.more-in-table', { count: rest })}</p>}
    </div>
  )
}

const Cells = ({ cells, numbers }: { cells: readonly Cell[]; numbers: WorkNumbers }) => {
  const t = useTranslate()
  const hours = useHours()
  const nameOf = namesOf(numbers.agencies)
  const columns: NumberColumn<Cell>[] = [
    { id: 'owes', name: true, header: t('dashboards.late-by.owes'), cell: ({ owesId }) => nameOf(owesId) },
    { id: 'step', name: true, header: t('dashboards.step'), cell: ({ step }) => stepWords(step, t) },
    {
      id: 'n',
      header: t('ui.late'),
      cell: ({ owesId, step, n }) => <NumberLink number="late" n={n} drills={{ owes: owesId, step }} />,
    },
    {
      id: 'longest',
      header: t('dashboards.longest'),
      cell: ({ longest }) => <span className="whitespace-nowrap">{hours(longest)}</span>,
    },
  ]
  return (
    <NumberTable
      label={t('dashboards.panels.late')}
      columns={columns}
      rows={cells.toSorted((one, other) => other.n - one.n)}
      rowKey={({ owesId, step }) => `${owesId} ${step}`}
    />
  )
}

const summed = (cells: readonly Cell[], by: (cell: Cell) => string): Sum[] => {
  const sums = new Map<string, Sum>()
  for (const cell of cells) {
    const key = by(cell)
    const before = sums.get(key) ?? { key, n: 0, longest: 0 }
    sums.set(key, { key, n: before.n + cell.n, longest: Math.max(before.longest, cell.longest) })
  }
  return [...sums.values()].sort((one, other) => other.n - one.n)
}
