import { type Urgency, urgencyNow } from '@palermo/shared/codes/urgency.ts'
import { Clock, Moon } from 'lucide-react'
import { Badge } from '../ui/Badge.tsx'
import { useNow } from '../ui/moment.ts'
import { useCodeLabel } from './labels.ts'

/**
 * Shows how soon help is needed. Only urgent values are highlighted, but never in red, because red is reserved for late
 * items.
 */
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

/**
 * Shows the present urgency of a need whose urgency was stated earlier: "tonight" ends with the night, or earlier when
 * the need is met.
 */
export const UrgencyNow = (said: { urgency: Urgency; since: string | null; status: string }) => (
  <UrgencyBadge urgency={urgencyNow(said, useNow())} />
)
