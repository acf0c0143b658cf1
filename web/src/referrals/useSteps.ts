import type { Answer, Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { firstOpenStep, validateAnswers } from '@palermo/shared/forms/validate.ts'
import { reviseAnswers, type Walk, walk } from '@palermo/shared/forms/walk.ts'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { focusFirstFault } from '../ui/fault.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { notAskedNow, withImplied } from './implied.ts'
import type { WriteSearch } from './write-search.ts'

/** Pages after the last question: the check before sending, or an ending without sending. */
const beyond = ['check', 'count', 'ask-first', 'notify']
export type Shown = 'question' | 'check' | 'count' | 'ask-first' | 'notify'

const endingPage = { 'count-only': 'count', incomplete: 'ask-first', notify: 'notify' } as const

/** Returns the page named in the URL, if the answers allow it; otherwise a question. */
const shownAt = (step: string | undefined, ended: Walk['ended']): Shown => {
  if (!step || !beyond.includes(step)) return 'question'
  return ended === null ? 'check' : endingPage[ended]
}

interface Given {
  form: Form
  keeper: DraftKeeper
  answers: Answers
  search: WriteSearch
  today: string
  /** Whether the form opens at the first missing answer, because the form continues an existing draft. */
  resumes: boolean
}

/** Answers that were dropped because an earlier answer changed; `undo` restores them until the next step is opened. */
export interface Cleared {
  fields: string[]
  undo: () => void
}

/**
 * Returns the position in a form, the errors of the current screen, and the functions to answer and to go on and back.
 */
export const useSteps = ({ form, keeper, answers, search, today, resumes }: Given) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [cleared, setCleared] = useState<Cleared>()
  const [resumed] = useState(() => (resumes ? firstOpenStep(form, answers, { today }) : undefined))
  const asOpened = useRef(answers)
  const { screens, ended } = walk(form, answers)
  const step = search.step ?? resumed
  const at = Math.max(
    0,
    screens.findIndex((screen) => screen.step.id === step),
  )
  const screen = screens[at]
  const shown = shownAt(step, ended)

  const go = (to: string) => {
    setErrors({})
    setCleared(undefined)
    asOpened.current = keeper.read().answers
    void navigate({
      to: '/referrals/new',
      search: (before: WriteSearch) => ({ ...before, step: to }),
      resetScroll: true,
    }).then(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }))
  }
  const answer = (id: string, value: Answer | undefined) => {
    keeper.change(withImplied(form, answers, id, value))
    if (errors[id]) setErrors(({ [id]: _, ...rest }) => rest)
  }
  /** Goes on to the next step with these answers, if the answers of this screen are valid. */
  const continueWith = (answers: Answers) => {
    if (!screen) return
    const wrong = errorsOf(form, answers, today, t)
    const here = Object.fromEntries(screen.fields.flatMap(({ id }) => (wrong[id] ? [[id, wrong[id]]] : [])))
    setErrors(here)
    if (Object.keys(here).length > 0) return focusFirstFault(document.querySelector('main'))
    const opened = asOpened.current
    const revised = reviseAnswers(form, opened, answers)
    if (revised.cleared.length > 0) keeper.change(revised.answers)
    const walked = walk(form, revised.answers)
    const following = walked.screens[walked.screens.findIndex((one) => one.step.id === screen.step.id) + 1]
    go(following ? following.step.id : shownAt('check', walked.ended))
    if (revised.cleared.length > 0) {
      const undo = () => {
        keeper.change(asBefore(screen, opened, answers))
        go(screen.step.id)
      }
      setCleared({ fields: revised.cleared, undo })
    }
  }
  const next = () => continueWith(answers)
  /** Gives the blank questions of this screen the answer "not asked now", and goes on. */
  const skip = () => {
    if (!screen) return
    const skipped = notAskedNow(screen.fields, answers)
    keeper.change(skipped)
    continueWith(skipped)
  }
  const before = screens[shown === 'question' ? at - 1 : screens.length - 1]
  const back = before ? () => go(before.step.id) : undefined
  const ending = screens.at(-1)?.step.ends.find(({ outcome }) => outcome === ended)
  return { screens, screen, at, shown, ended, ending, errors, cleared, go, answer, next, skip, back }
}

/** Returns all answers, those of one step as they were when that step was opened. */
const asBefore = ({ fields }: Walk['screens'][number], opened: Answers, now: Answers): Answers => {
  const here = fields.map(({ id }) => id)
  const of = (answers: Answers, wanted: boolean) =>
    Object.entries(answers).filter(([id]) => here.includes(id) === wanted)
  return Object.fromEntries([...of(now, false), ...of(opened, true)])
}

/** Returns the error texts by field id. */
export const errorsOf = (
  form: Form,
  answers: Answers,
  today: string,
  t: ReturnType<typeof useTranslate>,
): Record<string, string> =>
  Object.fromEntries(
    validateAnswers(form, answers, { today }).map(({ pointer, code }) => [
      pointer.split('/')[1],
      t(`forms.errors.${code}`),
    ]),
  )
