import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { Clock, Moon } from 'lucide-react'
import { Badge } from '../ui/Badge.tsx'
import { useCodeLabel } from './labels.ts'

/** How soon help is needed. Only what cannot wait stands out; red is kept for what is late. */
export const UrgencyBadge = ({ urgency }: { urgency: Urgency }) => {
  const label = useCodeLabel()('urgencies', urgency)
  if (urgency === 'tonight')
    return (
      <Badge tone="strong" icon={Moon}>
        {label}
      </Badge>
    )
  if (urgency === 'within-24-hours')
    return (
      <Badge tone="plain" icon={Clock}>
        {label}
      </Badge>
    )
  return <span className="text-small text-quiet">{label}</span>
}
