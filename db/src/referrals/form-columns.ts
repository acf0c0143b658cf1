import type { AgeBand } from '@palermo/shared/codes/age-bands.ts'
import type { ExploitationForm } from '@palermo/shared/codes/exploitation-forms.ts'
import { type Need, servicesFor } from '@palermo/shared/codes/needs.ts'
import type { Service } from '@palermo/shared/codes/services.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { localDate } from '@palermo/shared/deadlines/calendar.ts'
import type { Answer, Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { mapped, splitByCompartment } from '@palermo/shared/forms/mapping.ts'
import { outcomeOf } from '@palermo/shared/forms/outcome.ts'
import { validateAnswers } from '@palermo/shared/forms/validate.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { bedFor } from '@palermo/shared/referrals/bed.ts'
import type { Tx } from '../actor.ts'
import type { Rulebook } from '../rulebook.ts'

export const todayOf = (tx: Tx, rules: Rulebook): string =>
  localDate(new Date(tx.now).toISOString(), rules.calendar.zone)

/** Checks the answers of a form. @throws Problem invalid, with every error at its field */
export const checkAnswers = (form: Form, answers: Answers, options: { today: string; draft: boolean }): void => {
  const errors = validateAnswers(form, answers, options)
  if (errors.length === 0) return
  throw new Problem('invalid', undefined, {
    errors: errors.map(({ pointer, code }) => ({ pointer: `/answers${pointer}`, detail: code })),
  })
}

/**
 * Returns the columns that the answers fill. For a missing answer, a column gets the value that requires the most care.
 */
export const columnsFrom = (form: Form, answers: Answers, today: string) => {
  const values = mapped(form, answers)
  const child = outcomeOf(form, answers, { today }).procedure === 'child'
  const needs = listOf(values['referral.needs']) as Need[]
  return {
    urgency: (values['referral.urgency'] ?? 'soon') as Urgency,
    childProcedure: child,
    ageBand: (values['person.age-band'] ?? 'unknown') as AgeBand,
    needs,
    services: servicesFor(needs, child ? 'child' : 'adult') satisfies Service[],
    language: textOf(values['person.language']),
    interpreter: values['person.interpreter'] === 'yes',
    ...bedFor(needs, {
      sex: textOf(values['person.gender']),
      accompanied: textOf(values['person.accompanied']),
      childWith: textOf(values['person.child-with']),
    }),
    outcomes: listOf(values['referral.wished-outcomes']),
    shell: splitByCompartment(form, answers).C0 ?? {},
  }
}

/** Returns the identity of the person, for the sealed document in C1 and for the few typed columns in C1. */
export const identityFrom = (form: Form, answers: Answers) => {
  const values = mapped(form, answers)
  const year = values['person.birth-year'] ?? values['person.birth-date']
  const birthYear = typeof year === 'string' ? Number(year.slice(0, 4)) : year
  return {
    callName: textOf(values['person.known-as']),
    fullName:
      [textOf(values['person.given-name']), textOf(values['person.family-name'])].filter(Boolean).join(' ') || null,
    birthYear: typeof birthYear === 'number' ? birthYear : null,
    sex: textOf(values['person.gender']),
    nationality: textOf(values['person.nationality']),
    language: textOf(values['person.language']),
    safeContact: textOf(values['person.contact-details']),
  }
}

/** Returns the sender's proposal of a place to meet, which is for one meeting and never a home address. */
export const meetingPointFrom = (form: Form, answers: Answers): string | null =>
  textOf(mapped(form, answers)['referral.meeting-point'])

/** Returns the forms of exploitation that the author of the answers suspects. */
export const exploitationFrom = (form: Form, answers: Answers): ExploitationForm[] =>
  listOf(mapped(form, answers)['person.exploitation']) as ExploitationForm[]

const textOf = (answer: Answer | undefined): string | null => (typeof answer === 'string' ? answer : null)
const listOf = (answer: Answer | undefined): string[] => (Array.isArray(answer) ? answer : [])
