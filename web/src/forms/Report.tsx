import { type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { useTranslate } from '../messages.ts'
import { useFormWords } from './words.ts'

/**
 * Shows the answers that the reader may read, step by step. All steps of the form are searched for answers, because
 * following the branches of the form would reveal a hidden answer on which a branch depends.
 */
export const Report = ({ form, answers }: { form: Form; answers: Answers }) => {
  const t = useTranslate()
  const { answerWords } = useFormWords()
  const shown = new Set<string>()
  const steps = form.steps.flatMap((step) => {
    const fields = step.fields.filter(({ id }) => !isBlank(answers[id]) && !shown.has(id))
    for (const { id } of fields) shown.add(id)
    return fields.length > 0 ? [{ step, fields }] : []
  })
  return (
    <div className="card divide-y divide-line print:border-0">
      {steps.map(({ step, fields }) => (
        <section key={step.id} aria-label={t(step.titleKey)} className="break-inside-avoid-page px-4 py-3">
          <h2>{t(step.titleKey)}</h2>
          <dl className="flex flex-col gap-1.5">
            {fields.map((field) => {
              const answer = answers[field.id]
              return (
                <div key={field.id} className="grid gap-x-4 sm:grid-cols-[minmax(0,14rem)_1fr]">
                  {/* If the question has the same text as its step, the question is hidden from view but not from
                      screen readers, which so find the same structure in every step. */}
                  <dt
                    className={
                      t(field.labelKey) === t(step.titleKey) ? 'sr-only' : 'text-small text-quiet sm:text-body'
                    }
                  >
                    {t(field.labelKey)}
                  </dt>
                  <dd dir="auto" className="measure whitespace-pre-wrap">
                    {answer !== undefined && answerWords(field, answer)}
                  </dd>
                </div>
              )
            })}
          </dl>
        </section>
      ))}
    </div>
  )
}
