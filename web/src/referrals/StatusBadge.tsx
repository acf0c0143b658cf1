import type { ReferralStatus } from '@palermo/shared/referrals/record.ts'
import { useTranslate } from '../messages.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'

const tones: Record<ReferralStatus, Tone> = {
  draft: 'plain',
  sent: 'plain',
  received: 'plain',
  queried: 'accent',
  accepted: 'accent',
  'in-service': 'accent',
  declined: 'ended',
  withdrawn: 'ended',
  returned: 'accent',
  completed: 'done',
}

export const StatusBadge = ({ status }: { status: ReferralStatus }) => (
  <Badge tone={tones[status]}>{useTranslate()(`referrals.status.${status}`)}</Badge>
)
