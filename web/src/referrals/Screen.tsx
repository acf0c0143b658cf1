import { needs } from '@palermo/shared/codes/needs.ts'
import type { Answer, Answers } from '@palermo/shared/forms/answers.ts'
import type { Screen as FormScreen } from '@palermo/shared/forms/walk.ts'
import { ChooseAgency } from '../agencies/ChooseAgency.tsx'
import { FieldInput } from '../forms/FieldInput.tsx'
import { useSay } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'

interface Props {
  screen: FormScreen
  answers: Answers
  errors: Record<string, string>
  child: boolean
  onAnswer: (id: string, answer: Answer | undefined) => void
  onNext: () => void
  onBack: (() => void) | undefined
}

/** One screen of the form. */
export const Screen = ({ screen, answers, errors, child, onAnswer, onNext, onBack }: Props) => {
  const say = useSay()
  const { step, fields } = screen
  const wanted = Array.isArray(answers.needs) ? answers.needs : []
  return (
    <form
      key={step.id}
      noValidate
      className="flex min-w-0 flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        onNext()
      }}
    >
      {step.hintKey && <p className="measure -mt-2 text-quiet">{say(step.hintKey)}</p>}
      {step.id === 'age' && child && answers['under-18'] !== undefined && (
        <Alert title={say('drafts.child-title')} live>
          {say(answers['under-18'] === 'not-sure' ? 'drafts.child-unsure' : 'drafts.child-lead')}
        </Alert>
      )}
      {fields.map((field) =>
        field.kind === 'agency' ? (
          <ChooseAgency
            key={field.id}
            value={typeof answers[field.id] === 'string' ? String(answers[field.id]) : undefined}
            onChange={(id) => onAnswer(field.id, id)}
            needs={needs.filter((need) => wanted.includes(need))}
            child={child}
            error={errors[field.id]}
          />
        ) : (
          <FieldInput
            key={field.id}
            field={field}
            answer={answers[field.id]}
            onAnswer={(answer) => onAnswer(field.id, answer)}
            error={errors[field.id]}
          />
        ),
      )}
      <div className="flex flex-col gap-2 sm:flex-row">
        <Button type="submit" rank="primary" size="large">
          {say('drafts.next')}
        </Button>
        {onBack && (
          <Button rank="quiet" size="large" onPress={onBack}>
            {say('drafts.back')}
          </Button>
        )}
      </div>
    </form>
  )
}
