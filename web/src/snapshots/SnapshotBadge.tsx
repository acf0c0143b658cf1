import type { SnapshotSummary } from '@palermo/shared/snapshots/contract.ts'
import { useTranslate } from '../messages.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'

const tones: Record<SnapshotSummary['status'], Tone> = {
  drafted: 'plain',
  signed: 'accent',
  published: 'done',
  withdrawn: 'ended',
}

export const SnapshotBadge = ({ status }: { status: SnapshotSummary['status'] }) => {
  const t = useTranslate()
  return <Badge tone={tones[status]}>{t(`snapshots.status.${status}`)}</Badge>
}
