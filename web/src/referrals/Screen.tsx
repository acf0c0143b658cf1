import type { Me } from '@palermo/shared/accounts/contract.ts'
import { needs } from '@palermo/shared/codes/needs.ts'
import { hopesOf } from '@palermo/shared/codes/wished-outcomes.ts'
import { type Answer, type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import type { Screen as FormScreen } from '@palermo/shared/forms/walk.ts'
import { Eye } from 'lucide-react'
import { ChooseAgency } from '../agencies/ChooseAgency.tsx'
import { FieldInput } from '../forms/FieldInput.tsx'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { type Advice, adviceOn } from './advice.ts'
import { takesNotNow } from './implied.ts'

interface Props {
  screen: FormScreen
  answers: Answers
  errors: Record<string, string>
  child: boolean
  onAnswer: (id: string, answer: Answer | undefined) => void
  onNext: () => void
  /** Continues to the next screen and marks blank fields as left for later. */
  onSkip: () => void
  onBack: (() => void) | undefined
}

/**
 * Whether a question is shown: the repetition of a question only once the previous one is answered or if it has an
 * answer itself, every other question always.
 */
const isOffered = ({ id, oneMoreAfter }: Field, answers: Answers) =>
  oneMoreAfter === undefined || !isBlank(answers[oneMoreAfter]) || !isBlank(answers[id])

/** Whether the question may be left for later, or is shown only after a certain answer to another question. */
const takesNotNowOrFollows = (field: Field) => !field.required && (takesNotNow(field) || field.when !== undefined)

/**
 * Whether the question is shown to this person. Only supervisors and heads are asked whether the receiver should lead
 * the case; for a referral by another person a rule decides whether the receiver leads.
 */
export const isAskedOf = ({ actions }: Pick<Me, 'actions'>, { mapsTo }: Pick<Field, 'mapsTo'>): boolean =>
  mapsTo !== 'referral.kind' || actions.includes('see-team')

/** Shows one screen of the form: the questions of one step. */
export const Screen = ({ screen, answers, errors, child, onAnswer, onNext, onSkip, onBack }: Props) => {
  const t = useTranslate()
  const { step } = screen
  const me = useMe()
  const fields = screen.fields.filter((field) => isOffered(field, answers) && isAskedOf(me, field))
  // One line says who can read the answers, if all fields are in the same compartment.
  const compartment = fields.length > 2 && fields.every(({ compartment }) => compartment === fields[0]?.compartment)
  // One button leaves the whole screen for later, if each question of the screen may be left for later.
  const isSkipped = fields.length > 3 && fields.every(takesNotNowOrFollows)
  const wanted = answers.needs
  const asked = needs.filter((need) => Array.isArray(wanted) && wanted.includes(need))
  const hopes = hopesOf(asked, answers.kind === 'lead' ? 'lead' : 'service')
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
      <FaultSummary />
      {step.hintKey && (
        <p dir="auto" className="measure -mt-2 text-quiet">
          {t(step.hintKey)}
        </p>
      )}
      {step.id === 'age' && child && answers['under-18'] !== undefined && (
        <Alert title={t('drafts.child-title')} live>
          {t(answers['under-18'] === 'not-sure' ? 'drafts.child-unsure' : 'drafts.child-lead')}
        </Alert>
      )}
      {fields.map((field, at) =>
        field.kind === 'agency' ? (
          <ChooseAgency
            key={field.id}
            value={typeof answers[field.id] === 'string' ? String(answers[field.id]) : undefined}
            onChange={(id) => onAnswer(field.id, id)}
            needs={asked}
            child={child}
            error={errors[field.id]}
          />
        ) : (
          // Tick boxes are close together, as one list.
          <div key={field.id} className={field.kind === 'tick' && fields[at - 1]?.kind === 'tick' ? '-mt-4' : ''}>
            <FieldInput
              field={field}
              saysReaders={!compartment}
              answer={answers[field.id]}
              {...(field.mapsTo === 'referral.wished-outcomes' ? { likely: hopes } : {})}
              onAnswer={(answer) => onAnswer(field.id, answer)}
              error={errors[field.id]}
            />
            <AtOnce advice={adviceOn(field, answers[field.id])} />
          </div>
        ),
      )}
      {compartment && (
        <p className="flex items-start gap-1.5 text-small text-quiet">
          <Eye aria-hidden size={15} strokeWidth={2} className="mt-0.5 shrink-0" />
          {t(`compartments.${fields[0]?.compartment}.readers`)}
        </p>
      )}
      {/* On a phone the buttons are fixed above the navigation, within reach of the thumb. */}
      <div className="z-10 -mx-4 flex flex-wrap gap-2 border-t border-line bg-canvas px-4 py-2 max-md:sticky max-md:bottom-16 md:mx-0 md:border-0 md:px-0">
        {isSkipped && (
          <span className="flex max-sm:w-full max-sm:*:grow">
            <Button size="large" onPress={onSkip}>
              {t('drafts.skip')}
            </Button>
          </span>
        )}
        <span className="flex max-sm:grow max-sm:*:grow">
          <Button type="submit" rank="primary" size="large">
            {t('drafts.next')}
          </Button>
        </span>
        {onBack && (
          <Button rank="quiet" size="large" onPress={onBack}>
            {t('drafts.back')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Advice that screen readers announce as soon as the answer is given. */
const AtOnce = ({ advice }: { advice: Advice | undefined }) => {
  const t = useTranslate()
  if (!advice) return null
  return (
    <div className="pt-3">
      <Alert tone="warn" title={t(advice.title)} live>
        {t(advice.lead)}
      </Alert>
    </div>
  )
}
