import './page-messages.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import { useIntl } from 'react-intl'
import { useSay } from '../messages.ts'
import { Shown } from './Shown.tsx'

/** Everybody and each group, with what the week before says. */
export const PeopleTiles = ({ trend }: { trend: Statistics['trend'] }) => {
  const say = useSay()
  const { formatNumber } = useIntl()
  const now = trend.at(-1)
  const before = trend.at(-2)
  if (!now) return null
  const change = (column: (typeof columns)[number]) => {
    const [one, two] = [before?.[column] ?? null, now[column]]
    if (one === null || two === null) return null
    return one === two
      ? say('statistics.as-before')
      : say('statistics.change', { n: formatNumber(two - one, { signDisplay: 'always' }) })
  }
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6 print:grid-cols-6">
      {columns.map((column) => (
        <div key={column} className="card flex flex-col px-4 py-2.5">
          <dt className="text-quiet">{say(`statistics.groups.${column}`)}</dt>
          <dd className="figures text-title">
            <Shown value={now[column]} />
          </dd>
          <dd className="text-small text-quiet">{change(column)}</dd>
        </div>
      ))}
    </dl>
  )
}
