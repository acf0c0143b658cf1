import type { FormStanding } from '@palermo/shared/forms/versions.ts'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'

/** Shows the state of a version; a published version that is not used in this jurisdiction is marked as unused. */
export const StandingBadge = ({ standing, offered }: { standing: FormStanding; offered: boolean }) => {
  const t = useTranslate()
  if (standing === 'published' && !offered) return <Badge tone="ended">{t('forms.kept.elsewhere')}</Badge>
  return (
    <Badge tone={standing === 'published' ? 'done' : standing === 'draft' ? 'plain' : 'ended'}>
      {t(`forms.kept.${standing}`)}
    </Badge>
  )
}
