import type { Answer, StandIn } from '@palermo/shared/forms/answers.ts'
import { useTranslate } from '../messages.ts'

interface Props {
  /** Those of the two choices "not asked now" and "not sure" that this question accepts instead of an answer. */
  offered: readonly StandIn[]
  answer: Answer | undefined
  onAnswer: (answer: StandIn | undefined) => void
}

/** Shows "not asked now" and "not sure" as choices beside the control of a question. */
export const StandIns = ({ offered, answer, onAnswer }: Props) => {
  const t = useTranslate()
  if (offered.length === 0) return null
  return (
    <div className="flex flex-wrap gap-2">
      {offered.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={answer === one}
          onClick={() => onAnswer(answer === one ? undefined : one)}
          className="min-h-9 touch:min-h-12 rounded-control border border-edge bg-paper px-3.5 text-quiet hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-strong aria-pressed:text-ink"
        >
          {t(`forms.answers.${one}`)}
        </button>
      ))}
    </div>
  )
}
