import { helpedParts } from '@palermo/shared/briefs/brief.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'

/**
 * Compares the share of persons helped with and without proceedings, because help must not depend on proceedings. Shown
 * only if all four numbers are published.
 */
export const EqualityCheck = ({ tables }: { tables: Statistics['tables'] }) => {
  const t = useTranslate()
  const parts = helpedParts(tables)
  return (
    <Alert title={t('statistics.equality')}>
      {parts === null ? t('statistics.equality-hidden') : t('statistics.equality-parts', parts)}
    </Alert>
  )
}
