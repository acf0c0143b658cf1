import { Shield } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

/** A child, or perhaps a child: the child-protection procedure leads. */
export const ChildBadge = () => (
  <Badge tone="accent" icon={Shield}>
    {useTranslate()('referrals.child')}
  </Badge>
)
