import { z } from 'zod'
import { distinct } from '../distinct.ts'

/** The answer to a field: a code, text, a number, or the selected codes. A blank answer has no key in `Answers`. */
export const Answer = z.union([z.string().max(20_000), z.number(), distinct(z.string().max(200)).max(200)])
export type Answer = z.infer<typeof Answer>

/** Answers by field id. */
export const Answers = z.record(z.string().max(80), Answer)
export type Answers = z.infer<typeof Answers>

/** The answers to questions put to the person. Only the person's own "no" is stored as `no`, never a missing answer. */
export const fiveValues = ['yes', 'no', 'not-asked', 'refused', 'unknown'] as const
export const FiveValued = z.enum(fiveValues)
export type FiveValued = z.infer<typeof FiveValued>

export const threeValues = ['yes', 'no', 'not-sure'] as const

/** The value of a ticked box; an unticked box is blank. */
export const ticked = ['yes'] as const

/** The answers that a field may accept in addition to those of its kind. Free text always accepts `not-asked-now`. */
export const standIns = ['not-asked-now', 'not-sure'] as const
export const StandIn = z.enum(standIns)
export type StandIn = z.infer<typeof StandIn>

/** Whether an answer is blank: missing, only spaces, or nothing selected. */
export const isBlank = (answer: Answer | undefined): boolean =>
  answer === undefined ||
  (typeof answer === 'string' ? answer.trim() === '' : Array.isArray(answer) && answer.length === 0)

/** Returns the answer to a field. A field named like an inherited JavaScript property (`constructor`) has no answer. */
export const answerTo = (answers: Answers, field: string): Answer | undefined =>
  Object.hasOwn(answers, field) ? answers[field] : undefined
