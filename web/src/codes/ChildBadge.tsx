import { Shield } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

/** Says that the child-protection procedure applies, because the person is or may be a child. */
export const ChildBadge = () => (
  <Badge tone="accent" icon={Shield}>
    {useTranslate()('referrals.child')}
  </Badge>
)
