import type { SnapshotSummary } from '@palermo/shared/snapshots/contract.ts'
import { useSay } from '../messages.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'

const tones: Record<SnapshotSummary['status'], Tone> = {
  drafted: 'plain',
  signed: 'accent',
  published: 'done',
  withdrawn: 'ended',
}

export const SnapshotBadge = ({ status }: { status: SnapshotSummary['status'] }) => {
  const say = useSay()
  return <Badge tone={tones[status]}>{say(`snapshots.status.${status}`)}</Badge>
}
