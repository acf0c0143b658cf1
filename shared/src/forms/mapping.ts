import type { Compartment } from '../compartments.ts'
import { type Answer, type Answers, answerTo, isBlank } from './answers.ts'
import type { Field, Form } from './contract.ts'
import type { MapTarget } from './targets.ts'
import { standsIn } from './values.ts'
import { reachableFields } from './walk.ts'

/**
 * Returns the answers to shown questions that are not blank, one document for each compartment. Answers to questions
 * that are no longer shown are left out.
 */
export const splitByCompartment = (form: Form, answers: Answers): Partial<Record<Compartment, Answers>> => {
  const parts: Partial<Record<Compartment, Answers>> = {}
  for (const { id, compartment } of reachableFields(form, answers)) {
    const answer = answerTo(answers, id)
    if (answer !== undefined && !isBlank(answer)) parts[compartment] = { ...parts[compartment], [id]: answer }
  }
  return parts
}

/**
 * Returns the answers that fill typed columns. "Not asked now" and "not sure" fill no column, because they are not
 * values of the column. A five-valued field that was shown and left blank is stored as `not-asked`, never as `no`.
 */
export const mapped = (form: Form, answers: Answers): Partial<Record<MapTarget, Answer>> => {
  const values: Partial<Record<MapTarget, Answer>> = {}
  for (const field of reachableFields(form, answers)) {
    if (!field.mapsTo) continue
    const answer = answerTo(answers, field.id)
    if (field.means !== undefined) {
      if (!isBlank(answer)) values[field.mapsTo] = together(values[field.mapsTo], field.means)
      continue
    }
    if (answer === undefined || isBlank(answer)) {
      if (field.kind === 'five-valued') values[field.mapsTo] = 'not-asked'
    } else if (!standsIn(field, answer)) values[field.mapsTo] = meaning(field, answer)
  }
  return values
}

const together = (known: Answer | undefined, code: string): string[] => [
  ...new Set([...(Array.isArray(known) ? known : []), code]),
]

/** Returns the code in the column's own list for an answer, if the form offers a different code. */
const meaning = ({ options }: Field, answer: Answer): Answer => {
  if (!Array.isArray(options) || typeof answer !== 'string') return answer
  return options.find(({ code }) => code === answer)?.means ?? answer
}
