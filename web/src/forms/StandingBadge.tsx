import type { FormStanding } from '@palermo/shared/forms/versions.ts'
import { useSay } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

/** Where a version stands; one that is published and not used in this jurisdiction says that. */
export const StandingBadge = ({ standing, offered }: { standing: FormStanding; offered: boolean }) => {
  const say = useSay()
  if (standing === 'published' && !offered) return <Badge tone="ended">{say('forms.kept.elsewhere')}</Badge>
  return (
    <Badge tone={standing === 'published' ? 'done' : standing === 'draft' ? 'plain' : 'ended'}>
      {say(`forms.kept.${standing}`)}
    </Badge>
  )
}
