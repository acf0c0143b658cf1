import type { Alert } from '@palermo/shared/alerts/contract.ts'
import { useTranslate } from '../messages.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'

const tones: Record<Alert['status'], Tone> = { sent: 'plain', received: 'accent', closed: 'done', withdrawn: 'ended' }

export const AlertStatusBadge = ({ status }: { status: Alert['status'] }) => (
  <Badge tone={tones[status]}>{useTranslate()(`alerts.status.${status}`)}</Badge>
)
