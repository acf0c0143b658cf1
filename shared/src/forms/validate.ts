import { type Answers, answerTo, isBlank } from './answers.ts'
import { fieldsOf } from './check.ts'
import type { Form } from './contract.ts'
import { faultsOf, type ValueFault } from './values.ts'
import { reachableFields, walk } from './walk.ts'

/**
 * An error in an answer. `pointer` is a JSON Pointer (RFC 6901) into the answers; the text of `code` is in the
 * catalogue under `forms.errors.<code>`.
 */
export interface AnswerError {
  pointer: string
  code: ValueFault | 'unknown-field' | 'required' | 'none-ticked'
}

export interface Validation {
  /** The date at the user's place, `YYYY-MM-DD`. */
  today: string
  /**
   * Whether the answers are those of a draft, which may leave required fields blank. All other answers of a draft must
   * be valid.
   */
  draft?: boolean
}

/**
 * Returns all errors of the answers at once. Answers to questions that are not shown are not checked
 * (`clearUnreachable` removes these answers); answers to unknown fields are refused.
 */
export const validateAnswers = (form: Form, answers: Answers, { today, draft = false }: Validation): AnswerError[] => {
  const known = new Set(fieldsOf(form).map(({ id }) => id))
  const unknown = Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((id): AnswerError => ({ pointer: pointerTo(id), code: 'unknown-field' }))
  const wrong = reachableFields(form, answers).flatMap((field): AnswerError[] => {
    const answer = answerTo(answers, field.id)
    if (answer === undefined || isBlank(answer))
      return field.required && !draft ? [{ pointer: pointerTo(field.id), code: 'required' }] : []
    return faultsOf(field, answer, today).map(({ code, at }) => ({
      pointer: at === undefined ? pointerTo(field.id) : `${pointerTo(field.id)}/${at}`,
      code,
    }))
  })
  return [...unknown, ...wrong, ...(draft ? [] : noneTicked(form, answers))]
}

/** Returns the first step with a missing or invalid answer, at which the user continues; undefined if there is none. */
export const firstOpenStep = (form: Form, answers: Answers, { today }: { today: string }): string | undefined => {
  const open = new Set(validateAnswers(form, answers, { today }).map(({ pointer }) => pointer.split('/')[1]))
  return walk(form, answers).screens.find(({ fields }) => fields.some(({ id }) => open.has(id)))?.step.id
}

const noneTicked = (form: Form, answers: Answers): AnswerError[] =>
  walk(form, answers).screens.flatMap(({ step: { atLeastOne } }): AnswerError[] => {
    const [first] = atLeastOne
    const some = atLeastOne.some((id) => !isBlank(answerTo(answers, id)))
    return first === undefined || some ? [] : [{ pointer: pointerTo(first), code: 'none-ticked' }]
  })

const pointerTo = (id: string): string => `/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`
