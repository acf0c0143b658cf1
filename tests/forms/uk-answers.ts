import { type Answer, type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import { codesOf, fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import { shippedForm } from '@palermo/shared/forms/shipped.ts'
import { clearUnreachable } from '@palermo/shared/forms/walk.ts'

const shipped = shippedForm('uk-first-responder', 1)
if (!shipped) throw new Error('The form of the United Kingdom is not shipped.')
export const ukForm = shipped.form

const wordsFor = (field: Field): Answer => {
  const codes = codesOf(field)
  if (field.kind === 'choices') return [...(codes ?? [])]
  if (codes) return codes[0] ?? ''
  if (field.kind === 'phone') return '+44 20 7946 0000'
  if (field.kind === 'email') return 'somebody@example.test'
  if (field.kind === 'date') return '1990-05-17'
  if (field.kind === 'number') return 2
  return `Canary ${field.id}`
}

/**
 * Answers to every question that can be reached in the form: the chosen answers where given, otherwise a valid one. A
 * question whose chosen answer is blank stays unanswered.
 */
export const ukAnswers = (chosen: Answers = {}): Answers => {
  const all = { ...Object.fromEntries(fieldsOf(ukForm).map((field) => [field.id, wordsFor(field)])), ...chosen }
  const said = Object.fromEntries(Object.entries(all).filter(([, answer]) => !isBlank(answer)))
  return clearUnreachable(ukForm, said).answers
}

/** Answers about an adult who agreed to be referred and wants support. */
export const adultReferred: Answers = {
  'pv-under-age': 'no',
  'pv-want-to-submit-nrm': 'yes',
  'does-pv-need-support': 'yes',
  'upload-file': '',
}
