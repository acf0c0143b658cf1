import { Shield } from 'lucide-react'
import { useSay } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

/** A child, or perhaps a child: the child-protection procedure leads. */
export const ChildBadge = () => (
  <Badge tone="accent" icon={Shield}>
    {useSay()('referrals.child')}
  </Badge>
)
