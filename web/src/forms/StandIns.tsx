import type { Answer, StandIn } from '@palermo/shared/forms/answers.ts'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { useSay } from '../messages.ts'

interface Props {
  /** Which of them this question takes. */
  offered: readonly StandIn[]
  answer: Answer | undefined
  onAnswer: (answer: StandIn | undefined) => void
}

/** "Not asked now" and "not sure" as answers of the first rank, beside any kind of question. */
export const StandIns = ({ offered, answer, onAnswer }: Props) => {
  const say = useSay()
  if (offered.length === 0) return null
  return (
    <div className="flex flex-wrap gap-2">
      {offered.map((one) => (
        <ToggleButton
          key={one}
          isSelected={answer === one}
          onChange={(on) => onAnswer(on ? one : undefined)}
          className="min-h-9 touch:min-h-12 cursor-pointer rounded-control border border-edge bg-paper px-3.5 text-quiet outline-none hover:bg-hover data-selected:border-accent data-selected:bg-accent-soft data-selected:font-strong data-selected:text-ink data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-accent"
        >
          {say(`forms.answers.${one}`)}
        </ToggleButton>
      ))}
    </div>
  )
}
