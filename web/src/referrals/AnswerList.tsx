import { type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { walk } from '@palermo/shared/forms/walk.ts'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Said } from './DraftSummary.tsx'

interface ListProps {
  form: Form
  answers: Answers
  errors: Record<string, string>
  onChange: (step: string) => void
}

/** Lists all answers by step; each answer has a link to its question. */
export const AnswerList = ({ form, answers, errors, onChange }: ListProps) => {
  const t = useTranslate()
  return (
    <div className="card divide-y divide-line">
      {walk(form, answers).screens.map(({ step, fields }) => (
        <section key={step.id} aria-labelledby={`check-${step.id}`} className="px-4 py-3">
          <header className="flex items-start gap-3">
            <h2 id={`check-${step.id}`} className="grow">
              {t(step.titleKey)}
            </h2>
            <Button
              rank="quiet"
              onPress={() => onChange(step.id)}
              aria-label={t('drafts.change-one', { question: t(step.titleKey) })}
            >
              {t('drafts.change')}
            </Button>
          </header>
          <dl className="flex flex-col gap-1.5">
            {fields
              .filter(({ id, oneMoreAfter }) => oneMoreAfter === undefined || !isBlank(answers[id]))
              .map((field) => (
                <div key={field.id} className="grid gap-x-4 sm:grid-cols-[minmax(0,14rem)_1fr]">
                  <dt className="text-small text-quiet sm:text-body">{t(field.labelKey)}</dt>
                  <dd dir="auto" className="measure whitespace-pre-wrap">
                    {isBlank(answers[field.id]) ? (
                      <span className="text-quiet">{t('drafts.blank')}</span>
                    ) : (
                      <Said field={field} answers={answers} />
                    )}
                    {errors[field.id] && <span className="block text-small text-late">{errors[field.id]}</span>}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
