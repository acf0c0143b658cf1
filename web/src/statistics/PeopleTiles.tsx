import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import { useTranslate } from '../messages.ts'
import { Shown } from './Shown.tsx'

/**
 * The number of all persons and of each group. The change from the previous week is not shown, because a difference of
 * two rounded numbers is mostly rounding.
 */
export const PeopleTiles = ({ trend }: { trend: Statistics['trend'] }) => {
  const t = useTranslate()
  const now = trend.at(-1)
  if (!now) return null
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6 print:grid-cols-6">
      {columns.map((column) => (
        <div key={column} className="card flex flex-col px-4 py-2.5">
          <dt className="text-quiet">{t(`statistics.groups.${column}`)}</dt>
          <dd className="figures text-title">
            <Shown value={now[column]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
