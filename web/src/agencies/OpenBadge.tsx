import type { Agency } from '@palermo/shared/agencies/contract.ts'
import { DoorClosed, DoorOpen, Phone } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

/** Shows whether the agency can be reached now, by its opening hours or its on-call rota. */
export const OpenBadge = ({ agency }: { agency: Agency }) => {
  const t = useTranslate()
  if (agency.openNow)
    return (
      <Badge tone="accent" icon={DoorOpen}>
        {t('agencies.open')}
      </Badge>
    )
  if (agency.onCallNow)
    return (
      <Badge tone="accent" icon={Phone}>
        {t('agencies.on-call')}
      </Badge>
    )
  return (
    <Badge tone="ended" icon={DoorClosed}>
      {t('agencies.closed')}
    </Badge>
  )
}
