import { Shield } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

/** For a child or a person who may be a child: the child-protection procedure applies. */
export const ChildBadge = () => (
  <Badge tone="accent" icon={Shield}>
    {useTranslate()('referrals.child')}
  </Badge>
)
