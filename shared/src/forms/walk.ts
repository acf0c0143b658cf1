import { type Answer, type Answers, answerTo } from './answers.ts'
import { fieldsOf } from './check.ts'
import { holds } from './conditions.ts'
import type { Ending, Field, Form, Step } from './contract.ts'

/** A step with the fields that are shown for the answers so far. */
export interface Screen {
  step: Step
  fields: Field[]
}

export interface Walk {
  screens: Screen[]
  /** How the form ends early; null if the user can reach the last step. */
  ended: Ending['outcome'] | null
}

/**
 * Finds the shown steps and fields, on which all other functions rely. Conditions see only answers to shown fields, so
 * that an answer on an abandoned branch cannot show another field.
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

/** Returns every shown field in order. */
export const reachableFields = (form: Form, answers: Answers): Field[] =>
  walk(form, answers).screens.flatMap(({ fields }) => fields)

/**
 * Returns the step after the given step, even if the given step is no longer shown; undefined at the end or for an
 * unknown step.
 */
export const nextStep = (form: Form, answers: Answers, stepId: string): Step | undefined => {
  const here = placeOf(form, stepId)
  return here < 0 ? undefined : reachableSteps(form, answers).find(({ id }) => placeOf(form, id) > here)
}

/** Returns the step before the given step; undefined at the beginning or for an unknown step. */
export const previousStep = (form: Form, answers: Answers, stepId: string): Step | undefined => {
  const here = placeOf(form, stepId)
  return reachableSteps(form, answers).findLast(({ id }) => placeOf(form, id) < here)
}

const placeOf = (form: Form, stepId: string): number => form.steps.findIndex(({ id }) => id === stepId)

/**
 * Removes answers to fields that are no longer shown and returns their names, so that the page can list them. Answers
 * under unknown names are kept, and `validateAnswers` refuses them.
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
 * Returns the answers after a step is completed: if an answer changed, the answers that depend on it are cleared,
 * unless the user gave them again. Also returns the names of the cleared fields, so that the page can list them.
 */
export const reviseAnswers = (form: Form, before: Answers, after: Answers): { answers: Answers; cleared: string[] } => {
  const same = (id: string) => JSON.stringify(answerTo(before, id)) === JSON.stringify(answerTo(after, id))
  const anew = fieldsOf(form)
    .filter(({ id, asksAnewAfter }) => Object.hasOwn(after, id) && same(id) && !asksAnewAfter.every(same))
    .map(({ id }) => id)
  const kept = clearUnreachable(form, Object.fromEntries(Object.entries(after).filter(([id]) => !anew.includes(id))))
  return { answers: kept.answers, cleared: [...anew, ...kept.cleared] }
}
