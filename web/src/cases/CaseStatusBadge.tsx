import type { CaseStatus } from '@palermo/shared/cases/workflow.ts'
import { useSay } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

export const CaseStatusBadge = ({ status }: { status: CaseStatus }) => (
  <Badge tone={status === 'open' ? 'accent' : 'ended'}>{useSay()(`cases.status.${status}`)}</Badge>
)
