import type { Mark } from '@palermo/shared/deadlines/contract.ts'
import { CircleHelp } from 'lucide-react'
import type { z } from 'zod'
import { useSay } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { useDayWords } from './day.ts'

/** Whether anybody has checked a number of the law against its source. Our own choices are no law, and say so. */
export const Verified = ({ mark, on }: { mark: z.infer<typeof Mark>; on: string | null }) => {
  const say = useSay()
  const day = useDayWords()
  if (on !== null) return <Badge tone="done">{say('deadlines.verified', { day: day(on) })}</Badge>
  if (mark === 'design') return <Badge>{say('deadlines.no-law')}</Badge>
  return (
    <span title={say('deadlines.not-verified-hint')}>
      <Badge tone="soon" icon={CircleHelp}>
        {say('deadlines.not-verified')}
      </Badge>
    </span>
  )
}
