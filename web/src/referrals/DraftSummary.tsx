import { type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import type { Screen } from '@palermo/shared/forms/walk.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { agencyQuery } from '../agencies/queries.ts'
import { useFormWords } from '../forms/words.ts'
import { useTranslate } from '../messages.ts'

interface Props {
  screens: readonly Screen[]
  answers: Answers
  current: string | undefined
  onGo: (step: string) => void
}

/** Shown beside the question on a wide page: the answers so far, each with a link to the answered question. */
export const DraftSummary = ({ screens, answers, current, onGo }: Props) => {
  const t = useTranslate()
  const here = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (current) here.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <aside
      aria-label={t('drafts.so-far')}
      className="card sticky top-18 hidden max-h-[calc(100dvh-6rem)] overflow-y-auto lg:block"
    >
      <h2 className="px-4 pt-3 pb-1 text-large">{t('drafts.so-far')}</h2>
      <ol className="pb-2">
        {screens.map(({ step, fields }) => {
          const said = fields.filter(({ id }) => !isBlank(answers[id]))
          return (
            <li key={step.id}>
              <button
                type="button"
                ref={current === step.id ? here : undefined}
                onClick={() => onGo(step.id)}
                aria-current={current === step.id ? 'step' : undefined}
                className={`flex w-full flex-col border-s-2 px-4 py-1.5 text-start hover:bg-hover focus-visible:-outline-offset-2 ${current === step.id ? 'border-accent bg-accent-soft' : 'border-transparent'}`}
              >
                <span className="text-small text-quiet">{t(step.titleKey)}</span>
                {said.map((field) => (
                  <span key={field.id} className="line-clamp-2">
                    <Said field={field} answers={answers} />
                  </span>
                ))}
              </button>
            </li>
          )
        })}
      </ol>
    </aside>
  )
}

/** Shows one answer as text; an agency is shown by its name. */
export const Said = ({ field, answers }: { field: Field; answers: Answers }) => {
  const { answerWords } = useFormWords()
  const answer = answers[field.id]
  if (answer === undefined) return null
  if (field.kind === 'agency' && typeof answer === 'string') return <AgencyName id={answer} />
  return answerWords(field, answer)
}

export const AgencyName = ({ id }: { id: string }) => useQuery(agencyQuery(id)).data?.name ?? '…'
