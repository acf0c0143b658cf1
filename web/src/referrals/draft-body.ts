import type { Answers } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { mapped } from '@palermo/shared/forms/mapping.ts'
import { validateAnswers } from '@palermo/shared/forms/validate.ts'
import type { NewReferral } from '@palermo/shared/referrals/drafts.ts'
import type { z } from 'zod'

/** The typed answers, and the receiver, which is selected separately if no question of the form asks for one. */
export interface Typed {
  answers: Answers
  receiver: string | undefined
}

interface Place {
  form: Form
  today: string
  caseId?: string | undefined
}

/** Returns the body of the next request that saves the draft. */
export const bodyOf = ({ form, today, caseId }: Place, typed: Typed): z.input<typeof NewReferral> => {
  const answers = sendable(form, today, typed.answers)
  const { 'referral.kind': kind = form.kind } = mapped(form, answers)
  const receiver = receiverOf(form, typed)
  return {
    ...(kind === 'lead' || kind === 'service' ? { kind } : {}),
    ...(caseId ? { caseId } : {}),
    ...(receiver ? { toAgencyId: receiver } : {}),
    formId: form.id,
    formVersion: form.version,
    answers,
  }
}

/**
 * Returns the answers without invalid ones, such as an incomplete year, which would make the server refuse the whole
 * save.
 */
const sendable = (form: Form, today: string, answers: Answers): Answers => {
  const wrong = validateAnswers(form, answers, { today, draft: true }).map(({ pointer }) => pointer.split('/')[1])
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !wrong.includes(id)))
}

/**
 * Returns the question of a form that asks for the receiver; undefined for a form in which the receiver is selected on
 * the check page.
 */
export const receiverField = (form: Form) => fieldsOf(form).find(({ mapsTo }) => mapsTo === 'referral.receiver')

export const receiverOf = (form: Form, { answers, receiver }: Typed) => {
  const asked = receiverField(form)
  if (!asked) return receiver
  const answer = answers[asked.id]
  return typeof answer === 'string' ? answer : undefined
}
