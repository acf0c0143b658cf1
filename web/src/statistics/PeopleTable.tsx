import type { StatisticsTable } from '@palermo/shared/statistics/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import { type CSSProperties, useId } from 'react'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { Sideways } from '../ui/Sideways.tsx'
import { Shown } from './Shown.tsx'
import { useRowLabel } from './words.ts'

/** Whether the row has at least one published number. */
const speaks = (row: StatisticsTable['rows'][number]) => columns.some((column) => row[column] !== null)

/**
 * Shows one table with bars. Rows whose numbers are all suppressed are listed together below, because a missing row
 * would look like zero.
 */
export const PeopleTable = ({ table: { table, rows } }: { table: StatisticsTable }) => {
  const t = useTranslate()
  const label = useRowLabel()
  const id = useId()
  const { formatList } = useIntl()
  const spoken = rows.filter(speaks)
  const silent = rows.filter((row) => !speaks(row))
  const longest = Math.max(1, ...spoken.map(({ all }) => all ?? 0))
  return (
    <Card title={t(`statistics.tables.${table}`)}>
      <p id={id} className="measure -mt-1 text-small text-quiet">
        {t(`statistics.about.${table}`)}
      </p>
      {spoken.length > 0 && (
        <Sideways label={t(`statistics.tables.${table}`)}>
          <table
            aria-label={t(`statistics.tables.${table}`)}
            aria-describedby={id}
            className="w-full border-collapse text-small"
          >
            <thead>
              <tr className="border-b border-line text-quiet">
                <th scope="col" className="py-1 pe-3 text-start align-bottom">
                  <span className="sr-only">{t('statistics.row')}</span>
                </th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="py-1 ps-3 text-end align-bottom">
                    {t(`statistics.groups.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {spoken.map((row) => (
                <tr key={row.row} className="border-b border-line last:border-transparent hover:bg-hover">
                  <th
                    scope="row"
                    className="people-bar min-w-32 py-1 pe-3 ps-1.5 text-start font-normal"
                    style={{ '--part': `${Math.round(((row.all ?? 0) / longest) * 100)}%` } as CSSProperties}
                  >
                    {label(table, row.row)}
                  </th>
                  {columns.map((column) => (
                    <td key={column} className={`figures py-1 ps-3 text-end ${column === 'all' ? 'font-strong' : ''}`}>
                      <Shown value={row[column]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Sideways>
      )}
      {silent.length > 0 && (
        <p className="measure text-small text-quiet">
          {t('statistics.silent', { rows: formatList(silent.map(({ row }) => label(table, row))) })}
        </p>
      )}
    </Card>
  )
}
