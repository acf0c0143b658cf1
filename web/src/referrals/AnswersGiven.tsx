import { isBlank } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { InFormWords } from '../forms/InFormWords.tsx'
import { formQuery } from '../forms/queries.ts'
import { SheetButton } from '../forms/SheetButton.tsx'
import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Said } from './DraftSummary.tsx'

/** Fields whose answers the referral page shows elsewhere. */
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

/** Shows the answers in those compartments to which the reader has access. */
export const AnswersGiven = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const form = useQuery(formQuery(referral.formId, referral.formVersion))
  const { data } = form
  if (!data) return <EmptyState of={form} small rows={0} />
  const { answers } = referral
  // All fields of the form are examined instead of walking the form: an answer hidden from the reader may decide a
  // branch.
  const fields = fieldsOf(data.form).filter(({ id }) => !shownElsewhere.includes(id) && !isBlank(answers[id]))
  if (fields.length === 0) return null
  return (
    <Card title={t('referrals.answers')}>
      <InFormWords words={data.words}>
        <Answered fields={fields} answers={answers} />
      </InFormWords>
      <p className="text-small text-quiet">{t('compartments.C1.readers')}</p>
      <SheetButton path={`/referrals/${referral.id}/report`} label={t('forms.report.verb')} />
    </Card>
  )
}

const Answered = ({ fields, answers }: { fields: ReturnType<typeof fieldsOf>; answers: Referral['answers'] }) => {
  const t = useTranslate()
  return (
    <Facts
      items={fields.map((field) => [
        t(field.labelKey),
        <span key={field.id} dir="auto" className="measure block whitespace-pre-wrap">
          <Said field={field} answers={answers} />
        </span>,
      ])}
    />
  )
}
