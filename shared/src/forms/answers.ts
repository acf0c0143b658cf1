import { z } from 'zod'
import { distinct } from '../distinct.ts'

/** The value of a field: a code, text, a number, or the selected codes. An absent key is a blank. */
export const Answer = z.union([z.string().max(20_000), z.number(), distinct(z.string().max(200)).max(200)])
export type Answer = z.infer<typeof Answer>

/** Answers by field id. */
export const Answers = z.record(z.string().max(80), Answer)
export type Answers = z.infer<typeof Answers>

/** Values for questions to the person: only an explicit "no" is a no, never a missing answer. */
export const fiveValues = ['yes', 'no', 'not-asked', 'refused', 'unknown'] as const
export const FiveValued = z.enum(fiveValues)
export type FiveValued = z.infer<typeof FiveValued>

export const threeValues = ['yes', 'no', 'not-sure'] as const

/** The value of a ticked box; an unticked one is blank. */
export const ticked = ['yes'] as const

/** Answers a field may accept besides its own kind; free text always accepts the first. */
export const standIns = ['not-asked-now', 'not-sure'] as const
export const StandIn = z.enum(standIns)
export type StandIn = z.infer<typeof StandIn>

/** Whether there is no answer: an empty text, only spaces, nothing selected. */
export const isBlank = (answer: Answer | undefined): boolean =>
  answer === undefined ||
  (typeof answer === 'string' ? answer.trim() === '' : Array.isArray(answer) && answer.length === 0)

/** The answer to a field, never an inherited JavaScript property of that name. */
export const answerTo = (answers: Answers, field: string): Answer | undefined =>
  Object.hasOwn(answers, field) ? answers[field] : undefined
