import type { WeekDue } from '@palermo/shared/work-items/week.ts'
import { useIntl } from 'react-intl'
import { useWho } from '../agencies/useWho.ts'
import { UrgencyBadge } from '../codes/UrgencyBadge.tsx'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { subjectLink } from '../navigation/subjects.ts'
import { Badge } from '../ui/Badge.tsx'
import { useWhen } from '../ui/moment.ts'
import { TextLink } from '../ui/TextLink.tsx'

interface Props {
  item: WeekDue
  /** Whether the assignee is shown, as in the week of a team. */
  team: boolean
  withDay?: boolean
}

/** One item of the week: time · step · case. */
export const WeekItem = ({ item, team, withDay = false }: Props) => {
  const t = useTranslate()
  const who = useWho()
  const intl = useIntl()
  const { short, full } = useWhen()(item.dueAt)
  const { step, detail, caseReference, urgency, late, assigneeId, dueAt } = item
  return (
    <li className="flex flex-col gap-0.5 py-2">
      <span className="flex flex-wrap items-center gap-x-2 text-small">
        <time dateTime={dueAt} title={full} className="figures">
          {withDay ? short : intl.formatTime(dueAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
        </time>
        {late && <Badge tone="late">{t('ui.late')}</Badge>}
        {(urgency === 'tonight' || urgency === 'within-24-hours') && <UrgencyBadge urgency={urgency} />}
      </span>
      <TextLink {...subjectLink(item)}>{stepWords(step, t, detail)}</TextLink>
      <span className="flex flex-wrap gap-x-2 text-small text-quiet">
        {caseReference && <span className="figures">{caseReference}</span>}
        {team && <span>{who(assigneeId)}</span>}
      </span>
    </li>
  )
}
