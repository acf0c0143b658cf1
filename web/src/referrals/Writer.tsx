import type { Answer, Answers } from '@palermo/shared/forms/answers.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { outcomeOf } from '@palermo/shared/forms/outcome.ts'
import { validateAnswers } from '@palermo/shared/forms/validate.ts'
import { clearUnreachable, type Walk, walk } from '@palermo/shared/forms/walk.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { useNavigate } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { loadNamed } from '../forms/FieldInput.tsx'
import { useSay } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toast.ts'
import { CheckAnswers } from './CheckAnswers.tsx'
import { DraftSummary } from './DraftSummary.tsx'
import { AskFirst, CountOnly } from './Endings.tsx'
import { DraftExpiry, SaveState } from './SaveState.tsx'
import { Screen } from './Screen.tsx'
import { useDraft } from './useDraft.ts'
import type { WriteSearch } from './write-search.ts'

const loadTonight = () => import('../agencies/TonightDialog.tsx').then((found) => ({ default: found.TonightDialog }))
const TonightDialog = lazy(loadTonight)

interface Props {
  search: WriteSearch
  answers: Answers
  referral?: Referral | undefined
  onCreated: (draft: Draft) => void
}

/** After the last question: the answers once more before sending, or one of the two ways in which nothing is sent. */
const beyond = ['check', 'count', 'ask-first']

/** What the address asks for, as the answers allow it. A question that is asked no more gives way to the first that is. */
const shownAt = (step: string | undefined, ended: Walk['ended']): 'question' | 'check' | 'count' | 'ask-first' => {
  if (!step || !beyond.includes(step)) return 'question'
  return ended === 'count-only' ? 'count' : ended === 'incomplete' ? 'ask-first' : 'check'
}

/** One question a screen; the same steps with what was said beside them where there is room. */
export const Writer = ({ search, answers: first, referral, onCreated }: Props) => {
  const say = useSay()
  const navigate = useNavigate()
  const { keeper, draft, today } = useDraft({ answers: first, referral, caseId: search.case, onCreated })
  const { answers } = draft
  useEffect(() => {
    // Everything that a later question needs, while there is a connection.
    void loadNamed()
    void loadTonight()
  }, [])
  const [isCalling, setCalling] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const { screens, ended } = walk(intakeShort, answers)
  const { procedure, outcome } = outcomeOf(intakeShort, answers, { today })
  const at = Math.max(
    0,
    screens.findIndex(({ step }) => step.id === search.step),
  )
  const screen = screens[at]
  const shown = shownAt(search.step, ended)

  const go = (step: string, replace = false) => {
    setErrors({})
    void navigate({
      to: '/referrals/new',
      search: (before: WriteSearch) => ({ ...before, step }),
      replace,
      resetScroll: true,
    }).then(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }))
  }
  const answer = (id: string, value: Answer | undefined) => {
    const { [id]: _, ...others } = answers
    keeper.change(value === undefined ? others : { ...others, [id]: value })
    if (errors[id]) setErrors(({ [id]: __, ...rest }) => rest)
  }
  const next = () => {
    if (!screen) return
    const wrong = errorsOf(answers, today, say)
    const here = Object.fromEntries(screen.fields.flatMap(({ id }) => (wrong[id] ? [[id, wrong[id]]] : [])))
    setErrors(here)
    if (Object.keys(here).length > 0) return focusFirstFault(document.querySelector('main'))
    const { answers: kept, cleared } = clearUnreachable(intakeShort, answers)
    if (cleared.length > 0) {
      keeper.change(kept)
      toast(say('drafts.cleared', { count: cleared.length }), () => keeper.change(answers))
    }
    const following = screens[at + 1]
    if (following) go(following.step.id)
    else go(shownAt('check', ended))
  }
  const before = screens[shown === 'question' ? at - 1 : screens.length - 1]
  const back = () => before && go(before.step.id)
  const title = shown === 'question' ? say(screen?.step.titleKey ?? '') : say(`drafts.${shown}.title`)
  const wrong = draft.saving === 'refused' ? wordsFor(draft.error, say) : undefined

  return (
    <Page
      title={title}
      windowTitle={say('shell.new-referral')}
      above={
        <div className="flex flex-col gap-2 pb-2">
          <div className="flex min-h-9 items-center gap-3">
            <p className="flex grow flex-wrap gap-x-3 text-small text-quiet">
              {shown === 'question' && say('drafts.progress', { step: `${at + 1}`, steps: `${screens.length}` })}
              <SaveState draft={draft} />
            </p>
            <span className="shrink-0">
              <Button rank="quiet" icon={Phone} onPress={() => setCalling(true)}>
                {say('drafts.who-answers')}
              </Button>
            </span>
          </div>
          <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-line">
            <div
              className="h-full bg-accent"
              style={{ width: `${shown === 'question' ? (at / screens.length) * 100 : 100}%` }}
            />
          </div>
        </div>
      }
    >
      {wrong && (
        <Alert tone="danger" title={say('drafts.not-kept', { why: wrong.title })} live>
          {wrong.detail}
        </Alert>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {shown === 'question' && screen ? (
            <Screen
              screen={screen}
              answers={answers}
              errors={errors}
              child={procedure === 'child'}
              onAnswer={answer}
              onNext={next}
              onBack={before ? back : undefined}
            />
          ) : shown === 'count' ? (
            <CountOnly keeper={keeper} referral={draft.referral} onBack={back} />
          ) : shown === 'ask-first' ? (
            <AskFirst keeper={keeper} onBack={back} />
          ) : (
            <CheckAnswers
              keeper={keeper}
              draft={draft}
              errors={errorsOf(answers, today, say)}
              ready={outcome === 'refer'}
              child={procedure === 'child'}
              onChange={go}
            />
          )}
          <DraftExpiry referral={draft.referral} />
        </div>
        <DraftSummary
          screens={screens}
          answers={answers}
          current={shown === 'question' ? screen?.step.id : shown}
          onGo={go}
        />
      </div>
      {isCalling && (
        <Suspense>
          <TonightDialog onClose={() => setCalling(false)} />
        </Suspense>
      )}
    </Page>
  )
}

/** What is wrong or missing, by field, in words. */
const errorsOf = (answers: Answers, today: string, say: ReturnType<typeof useSay>): Record<string, string> =>
  Object.fromEntries(
    validateAnswers(intakeShort, answers, { today }).map(({ pointer, code }) => [
      pointer.split('/')[1],
      say(`forms.errors.${code}`),
    ]),
  )
