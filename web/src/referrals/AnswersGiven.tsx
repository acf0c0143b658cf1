import { isBlank } from '@palermo/shared/forms/answers.ts'
import { findForm } from '@palermo/shared/forms/published.ts'
import { walk } from '@palermo/shared/forms/walk.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useSay } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Said } from './DraftSummary.tsx'

/** Already among the facts of the referral itself. */
const shownElsewhere = [
  'urgency',
  'needs',
  'age-band',
  'language',
  'interpreter',
  'kind',
  'receiver',
  'wished-outcomes',
]

/** What was answered in the form, as far as its reader stands behind the walls of the answers. */
export const AnswersGiven = ({ referral }: { referral: Referral }) => {
  const say = useSay()
  const form = findForm(referral.formId, referral.formVersion)
  if (!form) return null
  const { answers } = referral
  const fields = walk(form, answers)
    .screens.flatMap((screen) => screen.fields)
    .filter(({ id }) => !shownElsewhere.includes(id) && !isBlank(answers[id]))
  if (fields.length === 0) return null
  return (
    <Card title={say('referrals.answers')}>
      <Facts
        items={fields.map((field) => [
          say(field.labelKey),
          <span key={field.id} className="measure block whitespace-pre-wrap">
            <Said field={field} answers={answers} />
          </span>,
        ])}
      />
      <p className="text-small text-quiet">{say('compartments.C1.readers')}</p>
    </Card>
  )
}
