import { type Answer, type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'

/**
 * Returns the answers with one changed answer. If the person needs an interpreter, the need for an interpreter is added
 * without being asked again; any other answer to that question removes the need.
 */
export const withImplied = (form: Form, answers: Answers, id: string, answer: Answer | undefined): Answers => {
  const { [id]: _, ...others } = answers
  const now: Answers = answer === undefined ? others : { ...others, [id]: answer }
  const targetOf = (target: string) => fieldsOf(form).find(({ mapsTo }) => mapsTo === target)?.id
  const needs = targetOf('referral.needs')
  if (needs === undefined || id !== targetOf('person.interpreter')) return now
  const before = now[needs]
  const rest = Array.isArray(before) ? before.filter((need) => need !== 'interpreter') : []
  const implied = answer === 'yes' ? [...rest, 'interpreter'] : rest
  const { [needs]: __, ...without } = now
  return implied.length > 0 ? { ...without, [needs]: implied } : without
}

/** Returns the answers with "not asked now" for every blank field that accepts this answer. */
export const notAskedNow = (fields: Form['steps'][number]['fields'], answers: Answers): Answers => {
  const blank = fields.filter((field) => takesNotNow(field) && isBlank(answers[field.id]))
  return { ...answers, ...Object.fromEntries(blank.map(({ id }) => [id, 'not-asked-now' as const])) }
}

export const takesNotNow = ({ story, alsoTakes }: Form['steps'][number]['fields'][number]): boolean =>
  story || alsoTakes.includes('not-asked-now')
