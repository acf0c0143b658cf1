import { type Answer, type Answers, answerTo } from './answers.ts'
import { fieldsOf } from './check.ts'
import { holds } from './conditions.ts'
import type { Ending, Field, Form, Step } from './contract.ts'

/** A step with the fields of it that are asked, given the answers so far. */
export interface Screen {
  step: Step
  fields: Field[]
}

export interface Walk {
  screens: Screen[]
  /** How the form stopped early, or null where its last step may be reached. */
  ended: Ending['outcome'] | null
}

/**
 * The one reading of a form that all else rests on. Conditions hear only answers to fields that are themselves asked,
 * so an answer left behind on a branch that was given up can never open another.
 */
export const walk = (form: Form, answers: Answers): Walk => {
  const heard = new Map<string, Answer | undefined>()
  const read = (id: string) => heard.get(id)
  const screens: Screen[] = []
  for (const step of form.steps) {
    if (step.when && !holds(step.when, read)) continue
    const fields: Field[] = []
    for (const field of step.fields) {
      if (field.when && !holds(field.when, read)) continue
      fields.push(field)
      heard.set(field.id, answerTo(answers, field.id))
    }
    if (fields.length === 0) continue
    screens.push({ step, fields })
    const ending = step.ends.find(({ when }) => holds(when, read))
    if (ending) return { screens, ended: ending.outcome }
  }
  return { screens, ended: null }
}

export const reachableSteps = (form: Form, answers: Answers): Step[] =>
  walk(form, answers).screens.map(({ step }) => step)

/** Every field that is asked, in order. */
export const reachableFields = (form: Form, answers: Answers): Field[] =>
  walk(form, answers).screens.flatMap(({ fields }) => fields)

/** The step after one, even where that one has meanwhile gone; undefined at the end or for a step the form does not have. */
export const nextStep = (form: Form, answers: Answers, stepId: string): Step | undefined => {
  const here = placeOf(form, stepId)
  return here < 0 ? undefined : reachableSteps(form, answers).find(({ id }) => placeOf(form, id) > here)
}

/** The step before one; undefined at the beginning or for a step the form does not have. */
export const previousStep = (form: Form, answers: Answers, stepId: string): Step | undefined => {
  const here = placeOf(form, stepId)
  return reachableSteps(form, answers).findLast(({ id }) => placeOf(form, id) < here)
}

const placeOf = (form: Form, stepId: string): number => form.steps.findIndex(({ id }) => id === stepId)

/**
 * Drops answers to fields that are no longer asked and says which, so that the page can say so too.
 * Names the form does not know stay, for `validateAnswers` to refuse.
 */
export const clearUnreachable = (form: Form, answers: Answers): { answers: Answers; cleared: string[] } => {
  const asked = new Set(reachableFields(form, answers).map(({ id }) => id))
  const cleared = fieldsOf(form)
    .map(({ id }) => id)
    .filter((id) => !asked.has(id) && Object.hasOwn(answers, id))
  const gone = new Set(cleared)
  return { answers: Object.fromEntries(Object.entries(answers).filter(([id]) => !gone.has(id))), cleared }
}

/** One answer given, changed or taken back, with what hangs on it cleared, and the names of what was. */
export const changeAnswer = (
  form: Form,
  before: Answers,
  id: string,
  answer: Answer | undefined,
): { answers: Answers; cleared: string[] } => {
  const changed = JSON.stringify(answerTo(before, id)) !== JSON.stringify(answer)
  const anew = changed ? fieldsOf(form).filter((field) => field.asksAnewAfter.includes(id)) : []
  const again = anew.map((field) => field.id).filter((one) => Object.hasOwn(before, one))
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => key !== id && !again.includes(key)))
  const after = clearUnreachable(form, answer === undefined ? kept : { ...kept, [id]: answer })
  return { answers: after.answers, cleared: [...again, ...after.cleared] }
}
