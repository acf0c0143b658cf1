import { type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { useTranslate } from '../messages.ts'
import { useFormWords } from './words.ts'

/**
 * Answers step by step, as far as the reader may read them. The steps are not found by walking the form, because
 * without a hidden answer the walk would take another branch and so reveal that answer.
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
                  {/* The title of a step with a single question is shown once; the list stays, so that screen
                      readers find the same structure. */}
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
