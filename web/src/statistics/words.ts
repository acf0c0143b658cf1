import type { StatisticsTableName } from '@palermo/shared/statistics/tables.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { hasWords, useTranslate } from '../messages.ts'

/** Returns a function that returns the label of a table's row; a code has the same label on all pages. */
export const useRowLabel = (): ((table: StatisticsTableName, row: string) => string) => {
  const t = useTranslate()
  const label = useCodeLabel()
  return (table, row) => {
    if (table === 'age-band') return label('age-bands', row)
    if (table === 'service') return label('services', row)
    if (table === 'exploitation-form') return label('exploitation-forms', row)
    if (row === 'all') return t('statistics.groups.all')
    const key = [`statistics.rows.${table}.${row}`, `cases.stages.${row}`, `cases.closing-reasons.${row}`].find(
      hasWords,
    )
    return key === undefined ? row : t(key)
  }
}
