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

/**
 * What stands after going on from a step: answers that hang on a changed one are cleared, and so is what was answered in
 * view of it and not answered anew since. With the names of what was cleared, so that the page can say so.
 */
export const reviseAnswers = (form: Form, before: Answers, after: Answers): { answers: Answers; cleared: string[] } => {
  const same = (id: string) => JSON.stringify(answerTo(before, id)) === JSON.stringify(answerTo(after, id))
  const anew = fieldsOf(form)
    .filter(({ id, asksAnewAfter }) => Object.hasOwn(after, id) && same(id) && !asksAnewAfter.every(same))
    .map(({ id }) => id)
  const kept = clearUnreachable(form, Object.fromEntries(Object.entries(after).filter(([id]) => !anew.includes(id))))
  return { answers: kept.answers, cleared: [...anew, ...kept.cleared] }
}
