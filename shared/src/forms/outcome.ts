import { childAgeBands, youngestAge } from '../codes/age-bands.ts'
import type { Answer, Answers } from './answers.ts'
import type { Form } from './contract.ts'
import { mapped } from './mapping.ts'
import type { MapTarget } from './targets.ts'
import { validateAnswers } from './validate.ts'
import { walk } from './walk.ts'

export type Procedure = 'child' | 'adult'

export interface IntakeOutcome {
  procedure: Procedure
  /**
   * What follows from the answers. `count-only`: the adult did not agree, so only a number is stored. `notify`: the
   * adult did not agree, but the law requires an alert, which names no person. `incomplete`: the form cannot be sent
   * yet.
   */
  outcome: 'refer' | 'count-only' | 'notify' | 'incomplete'
}

/** Returns what follows from the answers. `today` is the date at the user's place, `YYYY-MM-DD`. */
export const outcomeOf = (form: Form, answers: Answers, { today }: { today: string }): IntakeOutcome => {
  const procedure = procedureOf(mapped(form, answers), today)
  const { ended } = walk(form, answers)
  // The person's "no" decides, even if other answers are blank.
  if (ended === 'count-only') return { procedure, outcome: ended }
  if (ended === 'incomplete' || validateAnswers(form, answers, { today }).length > 0)
    return { procedure, outcome: 'incomplete' }
  // Only an adult's referral can be replaced by an alert: a child is protected regardless of consent.
  if (ended === 'notify') return { procedure, outcome: procedure === 'adult' ? 'notify' : 'incomplete' }
  return { procedure, outcome: 'refer' }
}

/**
 * Returns whether the child procedure applies. Palermo Protocol art. 3(d): a child is any person under eighteen.
 * Council of Europe Convention art. 10(3): a person of uncertain age who may be a child is treated as one. Any doubt is
 * therefore enough: a blank answer, "not sure", a child's age band, or a year of birth that could be a child's.
 */
const procedureOf = (values: Partial<Record<MapTarget, Answer>>, today: string): Procedure => {
  const band = values['person.age-band']
  const year = values['person.birth-year']
  const date = values['person.birth-date']
  const doubts = [
    values['person.under-18'] !== 'no',
    childAgeBands.some((one) => one === band),
    typeof year === 'number' && youngestAge(year, today) < 18,
    typeof date === 'string' && date > eighteenYearsBefore(today),
  ]
  return doubts.some(Boolean) ? 'child' : 'adult'
}

// ISO dates sort as text. A person born on 29 February turns eighteen on 1 March, the later and safer of two possible
// dates.
const eighteenYearsBefore = (today: string): string =>
  `${String(Number(today.slice(0, 4)) - 18).padStart(4, '0')}${today.slice(4)}`
