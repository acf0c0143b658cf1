import type { CaseStatus } from '@palermo/shared/cases/record.ts'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

export const CaseStatusBadge = ({ status }: { status: CaseStatus }) => (
  <Badge tone={tones[status]}>{useTranslate()(`cases.status.${status}`)}</Badge>
)

const tones = { open: 'accent', 'contact-lost': 'soon', left: 'ended', closed: 'ended' } as const
