import type { Mark } from '@palermo/shared/deadlines/contract.ts'
import { CircleHelp } from 'lucide-react'
import type { z } from 'zod'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { useDayWords } from './day.ts'

/**
 * Says whether a legal limit was verified in its source. Limits that come from this product and not from a law are
 * marked as such.
 */
export const Verified = ({ mark, on }: { mark: z.infer<typeof Mark>; on: string | null }) => {
  const t = useTranslate()
  const day = useDayWords()
  if (on !== null) return <Badge tone="done">{t('deadlines.verified', { day: day(on) })}</Badge>
  if (mark === 'design') return <Badge>{t('deadlines.no-law')}</Badge>
  return (
    <span title={t('deadlines.not-verified-hint')}>
      <Badge tone="soon" icon={CircleHelp}>
        {t('deadlines.not-verified')}
      </Badge>
    </span>
  )
}
