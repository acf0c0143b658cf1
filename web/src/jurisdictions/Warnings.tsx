import type { Warning } from '@palermo/shared/jurisdictions/contract.ts'
import type { z } from 'zod'
import { useSpan } from '../deadlines/span.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'

/** Lists the limits below the minimum of a treaty, each with the source of the minimum; such limits are valid. */
export const Warnings = ({ warnings }: { warnings: readonly z.infer<typeof Warning>[] }) => {
  const t = useTranslate()
  const spanWords = useSpan()
  return warnings.map(({ key, least, source }) => (
    <Alert key={key} tone="danger" title={t('jurisdictions.below-floor', { step: stepWords(key, t) })}>
      {t('jurisdictions.floor', { least: spanWords(least), source })}
    </Alert>
  ))
}
